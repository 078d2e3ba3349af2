"""The further figures of the golden campus, worked out by hand from the definitions.

As in ``test_golden_campus`` a line is an indicator with ``n/d`` of 甲学院, 乙学院, 丙系, 丁部 and the
campus; numbers with # are those of the submissions. Classes due: 3, 3, 2 and none. Teachers: 甲学院 T1
and T2, 乙学院 T1, T3 and that of 013, 丙系 two: 2 + 3 + 2, T1 once: 6. Of the first day are T1 and T2.
"""

from __future__ import annotations

EVE_OF_PLAN = """
# Nothing has come: what is held against units, plans and the notice is expected all the same.
workgroup                 0/1  0/1  0/1  0/1  0/4
discipline_group          0/1  0/1  0/1  0/1  0/4
campus_workgroup          0/0  0/0  0/0  0/0  0/1
need_survey               0/0  0/0  0/0  0/0  0/0
need_support              0/0  0/0  0/0  0/0  0/0
assistant_coverage        0/0  0/0  0/0  0/0  0/0
teachers_notified         0/0  0/0  0/0  0/0  0/0
announcement              0/0  0/0  0/0  0/0  0/0
teacher_place             0/0  0/0  0/0  0/0  0/0
teaching_at_home          0/0  0/0  0/0  0/0  0/0
teaching_test             0/0  0/0  0/0  0/0  0/0
students_complete         0/0  0/0  0/0  0/0  0/0
leader_visits             0/0  0/0  0/0  0/0  0/0
expert_visits             0/0  0/0  0/0  0/0  0/0
unit_supervision          0/1  0/1  0/1  0/1  0/4
obstacles_solved          0/0  0/0  0/0  0/0  0/0
session_opening           0/0  0/0  0/0  0/0  0/0
session_opening_sampled   0/0  0/0  0/0  0/0  0/0
session_opening_feedback  0/0  0/0  0/0  0/0  0/0
attendance                0/0  0/0  0/0  0/0  0/0
attendance_sampled        0/0  0/0  0/0  0/0  0/0
attendance_feedback       0/0  0/0  0/0  0/0  0/0
campus_evaluation         0/0  0/0  0/0  0/0  0/1
unit_summary              0/1  0/1  0/1  0/1  0/4
problems_closed           0/0  0/0  0/0  0/0  0/0
exemplars_spread          0/0  0/0  0/0  0/0  0/0
self_evaluation           0/0  0/0  0/0  0/0  0/0
student_feedback          0/0  0/0  0/0  0/0  0/0
plans_submitted           0/8  0/8  0/8  0/8  0/32
whole_term_design         0/0  0/0  0/0  0/0  0/0
health_checks             0/0  0/0  0/0  0/0  0/0
need_claimed              0/0  0/0  0/0  0/0  0/6
need_records              0/0  0/0  0/0  0/0  0/6
"""

DAY_22_AS_KNOWN_THEN = """
# #18: the dean of 甲学院 leads one since the 20th. #19: a vice-dean leads that of 乙学院. #21 is of the campus.
workgroup                 1/1  0/1  0/1  0/1  1/4
# #18: the secretary. #19: the dean leads that of 乙学院.
discipline_group          1/1  0/1  0/1  0/1  1/4
campus_workgroup          0/0  0/0  0/0  0/0  1/1
# #23 and #25: 60 of 100, 80 of 80.
need_survey               60/100  80/80  0/0  0/0  140/180
# #23 is blank and nothing earlier gives it; #25: 1 of 4.
need_support              0/0  1/4  0/0  0/0  1/4
# #3: 001.
assistant_coverage        1/3  0/3  0/2  0/0  1/8
# #3: T1 on the 20th for 001; T2 is not told. T1 is of the first day in 乙学院 too, and not told there.
teachers_notified         1/2  0/1  0/0  0/0  1/2
# Groups of 001 and 002, 001 announced on the 21st.
announcement              1/3  0/3  0/2  0/0  1/8
# #3: T1 in an office, T2 at home for 003.
teacher_place             2/2  0/3  0/2  0/0  2/6
teaching_at_home          1/2  0/0  0/0  0/0  1/2
# 001 on the 21st, 002 on the 20th.
teaching_test             2/3  0/3  0/2  0/0  2/8
students_complete         0/0  0/0  0/0  0/0  0/0
# #29: 钱 and 郑 of the campus; #15 names 钱 together with 吴, for the 25th but known since the 22nd.
leader_visits             0/0  0/0  0/0  0/0  1/2
# 吴 in both units, one person; 周 of no unit; 冯 has left: 1 of 吴 and 周.
expert_visits             1/1  1/1  0/0  0/0  1/2
# #15: 孙 of 甲学院.
unit_supervision          1/1  0/1  0/1  0/1  1/4
# #32: f2 of f1 and f2. That of the campus comes on the 23rd.
obstacles_solved          1/2  0/0  0/0  0/0  1/2
# #35: 2 + 0 of 2 + 1; 999 is in no plan.
session_opening           2/3  0/0  0/0  0/0  2/3
session_opening_sampled   1/1  0/0  0/0  0/0  1/1
session_opening_feedback  0/0  0/0  0/0  0/0  0/0
# 001; 002 gives no students.
attendance                70/80  0/0  0/0  0/0  70/80
attendance_sampled        30/40  0/0  0/0  0/0  30/40
attendance_feedback       0/0  0/0  0/0  0/0  0/0
campus_evaluation         0/0  0/0  0/0  0/0  0/1
# #40 is of the first day.
unit_summary              0/1  0/1  0/1  0/1  0/4
problems_closed           1/4  0/0  0/0  0/0  1/4
# 2 exemplars, how many are spread was left blank.
exemplars_spread          0/2  0/0  0/0  0/0  0/2
self_evaluation           5/10  0/0  0/0  0/0  5/10
student_feedback          50/100  0/0  0/0  0/0  50/100
# #44: two with a day, of eight; #47 is of the campus.
plans_submitted           2/8  0/8  0/8  0/8  2/32
whole_term_design         4/10  0/0  0/0  0/0  4/10
health_checks             0/0  0/0  0/0  0/0  0/0
need_claimed              0/0  0/0  0/0  0/0  0/6
need_records              0/0  0/0  0/0  0/0  0/6
"""

DAY_22_AS_KNOWN_NOW = """
# #20 has the dean of 乙学院 at the head from the 24th on.
workgroup                 1/1  0/1  0/1  0/1  1/4
discipline_group          1/1  0/1  0/1  0/1  1/4
# #21 is withdrawn; #22 says the 20th.
campus_workgroup          0/0  0/0  0/0  0/0  1/1
# #25 is withdrawn.
need_survey               60/100  0/0  0/0  0/0  60/100
# 乙学院 names: n1 since the claim of the 22nd, helped on the 23rd. 丙系 claims n1 on the 23rd.
need_support              0/0  0/1  0/0  0/0  0/1
# 012 of 乙学院 has its group on the 24th, 011 no assistant.
assistant_coverage        1/3  0/3  0/2  0/0  1/8
# #5: T1 was told on the 23rd for 011; for 001 on the 20th.
teachers_notified         1/2  0/1  0/0  0/0  1/2
# 011 of the 22nd, announced that day.
announcement              1/3  1/3  0/2  0/0  2/8
# #5 came on the 24th.
teacher_place             2/2  0/3  0/2  0/0  2/6
# T1 is at home by #5, since the 24th; T2 by #3, since the 21st.
teaching_at_home          1/2  0/0  0/0  0/0  1/2
# 011 was tested on the 24th.
teaching_test             2/3  0/3  0/2  0/0  2/8
# The roster #10: s1 on the 22nd, of four.
students_complete         0/0  1/4  0/0  0/0  1/4
# 郑 has left the roster, and so was never on it.
leader_visits             0/0  0/0  0/0  0/0  1/1
expert_visits             1/1  1/1  0/0  0/0  1/2
unit_supervision          1/1  0/1  0/1  0/1  1/4
# f1 is solved on the 24th; c1 of the campus was reported on the 22nd, solved on the 23rd.
obstacles_solved          1/2  0/0  0/0  0/0  1/3
# #36 is withdrawn: by class again.
session_opening           2/3  0/0  0/0  0/0  2/3
session_opening_sampled   1/1  0/0  0/0  0/0  1/1
session_opening_feedback  0/0  0/0  0/0  0/0  0/0
attendance                70/80  0/0  0/0  0/0  70/80
attendance_sampled        30/40  0/0  0/0  0/0  30/40
attendance_feedback       0/0  0/0  0/0  0/0  0/0
campus_evaluation         0/0  0/0  0/0  0/0  0/1
unit_summary              0/1  0/1  0/1  0/1  0/4
problems_closed           1/4  0/0  0/0  0/0  1/4
exemplars_spread          0/2  0/0  0/0  0/0  0/2
self_evaluation           5/10  0/0  0/0  0/0  5/10
student_feedback          50/100  0/0  0/0  0/0  50/100
plans_submitted           2/8  0/8  0/8  0/8  2/32
# #45 is withdrawn.
whole_term_design         4/10  0/0  0/0  0/0  4/10
# #48 and #49: the 22nd alone.
health_checks             20/20  0/0  0/0  0/0  20/20
# n1 of 乙学院; that of 丙系 from the 23rd.
need_claimed              0/0  1/1  0/0  0/0  1/6
need_records              0/0  0/1  0/0  0/0  0/6
"""

DAY_23_AS_KNOWN_THEN = """
workgroup                 1/1  0/1  0/1  0/1  1/4
discipline_group          1/1  0/1  0/1  0/1  1/4
# #21 was withdrawn at noon, and #22 comes tomorrow.
campus_workgroup          0/0  0/0  0/0  0/0  0/1
# #24: 90 of 100; 乙学院 stays at its 80.
need_survey               90/100  80/80  0/0  0/0  170/180
need_support              2/5  1/4  0/0  0/0  3/9
# #4: 李 and 王.
assistant_coverage        3/3  0/3  0/2  0/0  3/8
# #4: T2 on the 21st.
teachers_notified         2/2  0/1  0/0  0/0  2/2
# 003 was announced on the 22nd, its group is of the 23rd.
announcement              3/3  0/3  0/2  0/0  3/8
teacher_place             2/2  0/3  0/2  0/0  2/6
# #4 has T2 at home for 002 and alone in an office for 003: of one sheet the latter.
teaching_at_home          0/2  0/0  0/0  0/0  0/2
# 002 is now of the 22nd.
teaching_test             2/3  0/3  0/2  0/0  2/8
students_complete         0/0  0/0  0/0  0/0  0/0
leader_visits             0/0  0/0  0/0  0/0  1/2
expert_visits             1/1  1/1  0/0  0/0  1/2
unit_supervision          1/1  0/1  0/1  0/1  1/4
# c1: 1 + 1 of 2 + 1.
obstacles_solved          1/2  0/0  0/0  0/0  2/3
# The totals #36 came after the classes #35; the classes #38 after the totals #37: 3 + 2 of 4 + 3.
session_opening           3/4  2/3  0/0  0/0  5/7
session_opening_sampled   1/1  0/0  0/0  0/0  1/1
session_opening_feedback  0/0  0/0  1/2  0/0  1/2
# 100 + 15 + 25 of 110 + 20 + 25.
attendance                100/110  40/45  0/0  0/0  140/155
attendance_sampled        30/40  0/0  0/0  0/0  30/40
attendance_feedback       0/0  0/0  10/10  0/0  10/10
campus_evaluation         0/0  0/0  0/0  0/0  0/1
# #42 has no measures.
unit_summary              0/1  0/1  0/1  0/1  0/4
# 1 + 2 of 4 + 2.
problems_closed           1/4  2/2  0/0  0/0  3/6
exemplars_spread          0/2  0/0  0/0  0/0  0/2
self_evaluation           5/10  0/0  0/0  0/0  5/10
student_feedback          50/100  0/0  0/0  0/0  50/100
plans_submitted           2/8  0/8  0/8  0/8  2/32
# #45.
whole_term_design         7/10  0/0  0/0  0/0  7/10
# #48: 20 + 25 of 20 + 30.
health_checks             45/50  0/0  0/0  0/0  45/50
need_claimed              0/0  0/0  0/0  0/0  0/6
need_records              0/0  0/0  0/0  0/0  0/6
"""
