"""The fork server's process: it loads the libraries, isolates itself and forks workers."""
