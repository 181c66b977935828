"""The trusted side, for one submission: notebook bytes in, points and explanations out.

A submission is sanitised, its cells run in a sandbox, and its tests run here, where the student's
functions are proxies that send plain data there and get plain data back.  `grade` puts it together;
it knows no database and no course directory, so it runs in any worker.  What enters from a student
is bytes and plain data; what leaves is a `Graded`.
"""
