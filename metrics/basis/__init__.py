"""What several indicators count: classes, people, students in need, sessions, visits."""
