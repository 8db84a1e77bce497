"""Systems analysis: actors, interests, instruments and events as a whole of many parts."""
