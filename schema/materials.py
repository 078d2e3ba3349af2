"""资料上传: teaching materials shared with each class."""

from __future__ import annotations

from schema import columns as c
from schema.model import Column, ColumnType, SheetForm, SheetKind
from schema.vocabulary import MATERIAL_KINDS

MATERIALS = SheetKind(
    "materials", "资料上传", "Teaching materials",
    (
        SheetForm(
            table="materials",
            key=("class_id", "material_kind", "title", "uploaded_on"),
            columns=(
                c.unit(),
                c.CLASS_ID,
                Column(
                    "material_kind", "资料类型", "Material Kind", ColumnType.CHOICE, required=True,
                    vocabulary=MATERIAL_KINDS,
                    aliases=("教学资源类型", "资源类型", "资源类别", "课程资源类型", "资源形式", "教学材料类别", "教学资料类别", "材料类型", "资料类别", "类型", "材料类别", "资料种类", "材料种类", "类别", "资料形式",
                             "教学资料类型", "教学材料类型", "上传资料类型", "资料分类", "材料分类", "电子材料类型", "Material Type", "Kind", "Type"),
                ),
                Column(
                    "title", "资料名称", "Title", ColumnType.TEXT,
                    aliases=("资源名称", "课程资源名称", "教学资源名称", "教学材料名称", "上传资料名称", "上传材料名称", "材料名称", "名称", "资料标题", "资料名", "文件名", "文件名称", "材料名", "教学资料名称", "资料内容", "资料题目", "题目", "标题",
                             "Material Title", "Material Name", "File Name"),
                ),
                c.done_on(
                    "uploaded_on", "上传日期", "Uploaded On", "资源上传日期", "资源上传时间", "上传资料日期", "上传资料时间", "上传至群日期", "上传群日期", "共享到群日期", "分享日期", "分享时间", "发放日期", "发放时间", "发送日期", "发送时间", "推送日期", "推送时间", "上传时间", "上传日", "资料上传日期", "发布日期",
                    "共享日期", "资料上传时间", "材料上传日期", "日期", "材料上传时间", "上传时点", "上传完成日期", "发布时间", "共享时间", "Uploaded", "Upload Date",
                    required=True,
                ),
                c.count(
                    "count", "数量", "Count", "资源数量", "资源数", "上传个数", "上传件数", "上传资料数", "上传资料数量", "资料数", "材料数", "材料份数", "文件数", "文件数量", "文件个数", "份数", "个数", "资料数量", "件数", "材料数量", "数目", "上传数量", "资料份数", "资料个数", "上传份数",
                    "Number", "Quantity", "Qty", default=1,
                ),
            ),
            signs=("material_kind", "uploaded_on"),
            across="material_kind",
            across_cells=("uploaded_on", "count"),
            day_of_sheet="uploaded_on",
            day_of_receipt=True,
        ),
    ),
)
