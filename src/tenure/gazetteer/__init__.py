"""What a name means: places and holders, looked up in an index that is built once from open data.

A name never resolves in silence: every answer carries its reasons and what else it could have been.
"""
