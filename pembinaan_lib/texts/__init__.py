"""Indonesian texts: their words, and what many of them speak about.

Knows no rule and no table; imports nothing of the house but errors, words and findings. Start with :func:`topics`;
:func:`stemmed` gives the words of each text. What comes out holds ids and words, never a person's sentence.
"""

from pembinaan_lib.texts.tokens import Stemmed, plain_text, stemmed, words_of
from pembinaan_lib.texts.topics import Grouping, topics

__all__ = ["Grouping", "Stemmed", "plain_text", "stemmed", "topics", "words_of"]
