"""Between facts and files: one codec for the command line, the API and exports."""
