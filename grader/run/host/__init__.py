"""The trusted side: starts fork servers and workers, sends them requests and reads what they say."""
