"""Publications: a term as files for those who count many campuses, see docs/campuses.md."""
