"""Errors for bad use and broken machines. Bad *data* is a `Problem`, never one of these."""


class TenureError(Exception):
    """Root of everything Tenure raises on purpose; its text is fit to show to a person."""


class NotAProject(TenureError):
    """A folder was opened that holds no Tenure project."""

    def __init__(self, folder: str) -> None:
        self.folder = folder
        super().__init__(f"{folder}: no Tenure project here. Make one with: tenure init {folder}")


class SettingsError(TenureError):
    """A setting has a value that cannot be used."""

    def __init__(self, name: str, value: object, expected: str) -> None:
        self.name, self.value, self.expected = name, value, expected
        super().__init__(f"setting {name} = {value!r}: expected {expected}")


class LedgerError(TenureError):
    """The ledger cannot be read or written."""

    def __init__(self, path: str, reason: str, remedy: str) -> None:
        self.path, self.reason, self.remedy = path, reason, remedy
        super().__init__(f"{path}: {reason}. {remedy}")


class DataFileError(TenureError):
    """A word list, register or model file that ships with Tenure is missing or damaged."""

    def __init__(self, path: str, reason: str, remedy: str) -> None:
        self.path, self.reason, self.remedy = path, reason, remedy
        super().__init__(f"{path}: {reason}. {remedy}")


class UnknownName(TenureError):
    """Somebody asked for a place, holder or record that this project does not know."""

    def __init__(self, kind: str, name: str, near: tuple[str, ...] = ()) -> None:
        self.kind, self.name, self.near = kind, name, near
        hint = f" Did you mean: {', '.join(near)}?" if near else ""
        super().__init__(f"no {kind} called {name!r} is on record.{hint}")


class BadTime(TenureError):
    """A day or EDTF expression on the command line or in a file cannot be read."""

    def __init__(self, text: str) -> None:
        self.text = text
        super().__init__(f"{text!r} is no date: write 2024-08-01, 2024-08, 2024, or an EDTF expression")
