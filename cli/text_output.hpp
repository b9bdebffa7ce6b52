// What the program writes into files besides results: CSV and its fields.
#pragma once

#include <string>
#include <string_view>

namespace cli {

// A field of a CSV file, RFC 4180: quoted where it has to be.
std::string csv_field(std::string_view text);

// Over what is there. InputError where it cannot be written.
void write_text(const std::string& path, std::string_view text);

}  // namespace cli
