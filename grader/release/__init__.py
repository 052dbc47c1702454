"""What leaves the course: bundles for students, classrooms and Gradescope, made of an allow-list and scanned."""
