"""What host, server and worker say to each other, as bytes."""
