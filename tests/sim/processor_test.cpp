#include "sim/processor.hpp"

#include <gtest/gtest.h>
#include <string>

namespace {

using sim::generation_to_use;

TEST(Processor, GenerationIsThatOfTheProcessorUnlessALowerOneIsNamed) {
  for (int processor = 2; processor <= 4; ++processor) {
    EXPECT_EQ(generation_to_use(processor, nullptr), processor);
    for (int named = 2; named <= processor; ++named) {
      EXPECT_EQ(generation_to_use(processor, std::to_string(named).c_str()), named);
    }
  }
  EXPECT_LE(sim::generation(), sim::generation_of_processor());
}

TEST(Processor, AnyOtherGenerationIsRefusedAndTheMessageSaysWhatThereIs) {
  const auto refusal = [](int processor, const char* named) -> std::string {
    try {
      return std::to_string(generation_to_use(processor, named));
    } catch (const sim::BadGeneration& error) {
      return error.what();
    }
  };
  EXPECT_EQ(refusal(3, "4"),
            "CREDITCYCLE_X86_64: found \"4\", expected a generation of x86-64 that this processor "
            "has: 2 or 3; or leave the variable unset");
  for (const char* wrong : {"", "0", "1", "5", "9", "24", "-2", "v3", " 3"}) {
    for (int processor = 2; processor <= 4; ++processor) {
      EXPECT_EQ(refusal(processor, wrong).find("CREDITCYCLE_X86_64"), 0u) << wrong;
    }
  }
}

}  // namespace
