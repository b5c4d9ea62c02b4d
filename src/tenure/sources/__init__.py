"""The room that reads the world: bytes from files and pages become reports, or problems."""
