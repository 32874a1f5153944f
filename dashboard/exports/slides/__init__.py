"""A brief as slides (PPTX): a title on each, charts with their numbers, sentences in the notes."""
