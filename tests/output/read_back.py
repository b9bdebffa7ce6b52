"""What a reader in Python sees of the file that read_back_test.cpp writes.

read_back.py whole FILE          the finished file, through h5py and through xarray
read_back.py growing FILE       a file that is open for writing, with replication 0 of each arm done
read_back.py layout BEFORE AFTER  two states of a growing file: only numbers differ
"""

import sys

try:
    import h5netcdf  # noqa: F401
    import h5py
    import numpy as np
    import xarray
except ImportError as error:
    print(f"missing: {error.name} (Debian: python3-h5py python3-xarray python3-h5netcdf)")
    sys.exit(77)

MONTHS = ["2025-01", "2025-02", "2025-03", "2025-04", "2025-05"]
PANELS = [("portfolio", ["members", "balance"]),
          ("buckets", ["accounts", "balance"]),
          ("totals", ["events"])]


def expected(shape, panel, measure):
    """sample::value of sample.hpp, for a whole dataset of (arm, replication, axes...)."""
    arm, replication = np.indices(shape[:2])
    cells = np.arange(int(np.prod(shape[2:], dtype=int))).reshape(shape[2:])
    extra = (slice(None), slice(None)) + (None,) * len(shape[2:])
    size = 1_000_000 * panel + (100_000 * arm + 10_000 * replication)[extra] + 10 * cells + measure
    return np.where((cells + measure) % 2 == 0, 1, -1) * size


def whole(path):
    with h5py.File(path, "r") as file:
        assert file.attrs["format"] == "creditcycle result", file.attrs["format"]
        assert file.attrs["state"] == "finished"
        for number, (panel, measures) in enumerate(PANELS):
            for index, measure in enumerate(measures):
                data = file[panel][measure]
                assert data.dtype == np.int64
                assert data.compression == "gzip" and data.shuffle, "portable compression"
                assert "_FillValue" not in data.attrs, "a whole file has no gaps"
                assert (data[()] == expected(data.shape, number, index)).all()
        assert [d.keys()[0] for d in file["buckets/accounts"].dims] == [
            "arm", "replication", "month", "tier", "bucket", "vintage", "mob"]
        arm = file["arms/recession"]
        assert arm["scenario"][()].decode() == 'title = "recession"\n[run]\nyears = 10\n'
        assert arm.attrs["title"] == "The recession of 2025, 10 %"
        assert int(arm.attrs["seed"]) == 2**64 - 1
        assert list(arm.attrs["files"]) == ["paths/recession.csv", "x.csv"]
        assert arm["file_0"][()].decode().startswith("month,u\n")
        assert (file["status"][()] == 1).all()
        assert len(file["digest"][1, 2]) == 32

    with xarray.open_dataset(path, group="portfolio", engine="h5netcdf") as data:
        assert data.balance.dims == ("arm", "replication", "month"), data.balance.dims
        assert data.balance.dtype == np.int64
        assert data.balance.attrs == {
            "units": "fen", "long_name": "outstanding principal", "over_time": "end"}
        assert list(data.data_vars) == ["members", "balance"], "in the panel's order"
        assert data.month.dtype == "datetime64[ns]"
        assert [str(m)[:7] for m in data.month.values] == MONTHS
        one = data.balance.sel(arm="recession", replication=2, month="2025-04-01")
        assert int(one) == expected((2, 3, 5), 0, 1)[1, 2, 3]
        assert float(data.balance.mean("replication").sel(arm="baseline")[0]) == -10001.0
    with xarray.open_dataset(path, group="buckets", engine="h5netcdf") as data:
        assert data.accounts.dims == (
            "arm", "replication", "month", "tier", "bucket", "vintage", "mob")
        assert list(data.bucket.values) == ["current", "1–29", "30+"]
        assert str(data.vintage.values[0])[:10] == "2024-12-01"
        assert list(data.mob.values) == [-1, 0, 12]
        assert int(data.accounts.sel(tier="Gold", bucket="30+", mob=12).sum()) != 0
    with xarray.open_dataset(path, group="totals", engine="h5netcdf") as data:
        assert data.events.dims == ("arm", "replication")
    with xarray.open_dataset(path, engine="h5netcdf") as data:
        assert data.status.dims == ("arm", "replication")
        assert (data.status == 1).all()


def growing(path):
    with h5py.File(path, "r") as file:
        assert file.attrs["state"] == "growing"
        assert file["status"][()].tolist() == [[1, 0, 0], [1, 0, 0]]
    with xarray.open_dataset(path, group="portfolio", engine="h5netcdf") as data:
        known = data.balance.notnull()
        assert known.sel(replication=0).all(), "what is done is there"
        assert not known.sel(replication=[1, 2]).any(), "what is not done is not a number"
        assert (data.balance.sel(replication=0) == expected((2, 3, 5), 0, 1)[:, 0]).all()


def layout(before, after):
    old, new = (np.fromfile(path, dtype=np.uint8) for path in (before, after))
    assert len(old) == len(new), "the file has another length"
    numbers = np.zeros(len(old), dtype=bool)

    def mark(name, item):
        if isinstance(item, h5py.Dataset) and item.dtype.kind in "iS" and item.id.get_offset():
            start = item.id.get_offset()
            numbers[start : start + item.id.get_storage_size()] = True

    with h5py.File(before, "r") as file:
        file.visititems(mark)
    # The superblock (version 0, at the start of the file) has a mark "open for writing" in byte 20,
    # which no reader of this version of the superblock looks at.
    assert old[8] == 0, "another superblock"
    numbers[20] = True
    changed = old != new
    assert changed[numbers].any(), "nothing was written"
    elsewhere = np.flatnonzero(changed & ~numbers)
    assert not len(elsewhere), f"bytes changed outside numbers: {elsewhere[:20]}"


{"whole": whole, "growing": growing, "layout": layout}[sys.argv[1]](*sys.argv[2:])
print("ok")
