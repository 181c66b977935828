"""Between a course and a learning management system: submissions come in, marks and pages go out.

- `table`: a CSV file whose cells can be filled in while every other byte stays.
- `canvas`, `moodle`, `template`: what is in a file that the system exported: people and columns.
- `students`, `match`: which student of the course is which person there.
- `marks`, `fill`, `plain`: marks of the gradebook, in such a file or in one of their own.
- `downloads`, `collect`, `collected`: what the system hands out gets to its place in submitted/,
  and what was there is remembered.
- `feedback`: students' pages in an archive that the system takes back.

Nothing is sent anywhere: what enters and what leaves are files.
"""
