"""The further figures of the golden campus once there is teaching; see ``notice_by_hand``."""

from __future__ import annotations

DAY_24_AS_KNOWN_THEN = """
# #20.
workgroup                 1/1  1/1  0/1  0/1  2/4
discipline_group          1/1  0/1  0/1  0/1  1/4
# #22.
campus_workgroup          0/0  0/0  0/0  0/0  1/1
need_survey               90/100  80/80  0/0  0/0  170/180
# 甲学院 by its survey, 5. 乙学院 by its survey of 4, who are more than the three it names. 丙系: n1.
need_support              2/5  1/4  0/1  0/0  3/10
# 012 of the 24th: 赵.
assistant_coverage        3/3  1/3  0/2  0/0  4/8
# T1 in both units, one person.
teachers_notified         2/2  1/1  0/0  0/0  2/2
announcement              3/3  2/3  0/2  0/0  5/8
# T1 once: T1 and T2.
teacher_place             2/2  1/3  0/2  0/0  2/6
# T1 is at home by #5, which came after the office of #3; T2 is alone in an office.
teaching_at_home          1/2  1/1  0/0  0/0  1/2
teaching_test             2/3  1/3  0/2  0/0  3/8
# s1, s2 since the receipt, s4; s3 says 否.
students_complete         0/0  3/4  0/0  0/0  3/4
# #30: 郑 has left.
leader_visits             0/0  0/0  0/0  0/0  1/1
expert_visits             1/1  1/1  0/0  0/0  1/2
unit_supervision          1/1  0/1  0/1  0/1  1/4
# #33: f1.
obstacles_solved          2/2  0/0  0/0  0/0  3/3
# #36 was withdrawn at 08:00: 甲学院 by class again.
session_opening           2/3  2/3  0/0  0/0  4/6
session_opening_sampled   1/1  0/0  0/0  0/0  1/1
session_opening_feedback  0/0  0/0  1/2  0/0  1/2
attendance                70/80  40/45  0/0  0/0  110/125
attendance_sampled        30/40  0/0  0/0  0/0  30/40
attendance_feedback       0/0  0/0  10/10  0/0  10/10
# #43.
campus_evaluation         0/0  0/0  0/0  0/0  1/1
# #41.
unit_summary              1/1  0/1  0/1  0/1  1/4
# #41 finds 6 and leaves closed blank: 0 of 6. The campus has 3 of 5 of its own: 0 + 2 + 3 of 6 + 2 + 5.
problems_closed           0/6  2/2  0/0  0/0  5/13
exemplars_spread          1/3  0/0  0/0  0/0  1/3
self_evaluation           10/10  0/0  0/0  0/0  10/10
# #41 does not say how many were asked: 50 of 100 by #40.
student_feedback          50/100  0/0  0/0  0/0  50/100
# #46 is a plan, though it leaves the courses blank.
plans_submitted           2/8  1/8  0/8  0/8  3/32
whole_term_design         7/10  0/0  0/0  0/0  7/10
# #49: 20 + 28 of 20 + 30, and nothing of the 24th, when 30 were back.
health_checks             48/80  0/0  0/0  0/0  48/80
# 王 has n1, 赵 too; n3 is claimed by nobody.
need_claimed              0/0  1/3  1/1  0/0  1/6
# #26: n1 is complete; that of 丙系 says no need.
need_records              0/0  1/3  0/1  0/0  1/6
"""

DAY_26_AS_KNOWN_NOW = """
workgroup                 1/1  1/1  0/1  0/1  2/4
discipline_group          1/1  0/1  0/1  0/1  1/4
campus_workgroup          0/0  0/0  0/0  0/0  1/1
# #25 is withdrawn.
need_survey               90/100  0/0  0/0  0/0  90/100
need_support              2/5  1/3  0/1  0/0  3/8
# #4 is withdrawn: 001 and 012.
assistant_coverage        1/3  1/3  0/2  0/0  2/8
# T2 is not told any more; T1 counts once.
teachers_notified         1/2  1/1  0/0  0/0  1/2
announcement              1/3  2/3  0/2  0/0  3/8
teacher_place             2/2  1/3  0/2  0/0  2/6
# T2 by #3 at home for 003, T1 by #5: both, and T1 in both units.
teaching_at_home          2/2  1/1  0/0  0/0  2/2
teaching_test             2/3  1/3  0/2  0/0  3/8
students_complete         0/0  3/4  0/0  0/0  3/4
leader_visits             0/0  0/0  0/0  0/0  1/1
expert_visits             1/1  1/1  0/0  0/0  1/2
unit_supervision          1/1  0/1  0/1  0/1  1/4
obstacles_solved          2/2  0/0  0/0  0/0  3/3
session_opening           2/3  2/3  0/0  0/0  4/6
session_opening_sampled   1/1  0/0  0/0  0/0  1/1
session_opening_feedback  0/0  0/0  1/2  0/0  1/2
attendance                70/80  40/45  0/0  0/0  110/125
attendance_sampled        30/40  0/0  0/0  0/0  30/40
attendance_feedback       0/0  0/0  10/10  0/0  10/10
# #43 is withdrawn.
campus_evaluation         0/0  0/0  0/0  0/0  0/1
unit_summary              1/1  0/1  0/1  0/1  1/4
problems_closed           0/6  2/2  0/0  0/0  2/8
exemplars_spread          1/3  0/0  0/0  0/0  1/3
self_evaluation           10/10  0/0  0/0  0/0  10/10
student_feedback          50/100  0/0  0/0  0/0  50/100
plans_submitted           2/8  1/8  0/8  0/8  3/32
# #45 is withdrawn.
whole_term_design         4/10  0/0  0/0  0/0  4/10
health_checks             48/140  0/0  0/0  0/0  48/140
# #27: 李 has n3 since the 24th. n1 is one person.
need_claimed              0/0  2/3  1/1  0/0  2/6
# #27: n1 has lost its result, n3 is complete since the 25th.
need_records              0/0  1/3  0/1  0/0  1/6
"""
