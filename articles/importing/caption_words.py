"""The vocabulary by which a line under a picture is told from a line of the story. Found by reading captions, not by a
dictionary: a word missing here sends a line to the editor, a wrong word makes a caption of a sentence."""

import re


def _opening(words: str) -> re.Pattern[str]:
    return re.compile(rf"^(?:{_any_of(words)})\b", re.IGNORECASE)


def _any_of(words: str) -> str:
    """Longest first, so that "đồng chí" is not read as "đồng"."""
    return "|".join(sorted((word.strip() for word in words.split("|")), key=len, reverse=True))


SCENE = _opening(
    """một góc|quang cảnh|toàn cảnh|khung cảnh|cảnh|hình ảnh|một đoạn|một buổi|bên trong|phối cảnh|bản đồ|sơ đồ"""
)
PEOPLE = _opening(
    """lãnh đạo|đồng chí|các đồng chí|đ/c|đại biểu|các đại biểu|đại diện|chủ tịch|phó chủ tịch|bí thư|phó bí thư
    |nông dân|người dân|nhân dân|bà con|công nhân|cán bộ|chiến sĩ|chiến sỹ|bộ đội|tân binh|các tân binh
    |thiếu tướng|đại tá|thượng tá|trung tá|thiếu tá|thượng úy|đại úy|học sinh|sinh viên|thí sinh|giáo viên
    |cô giáo|thầy|các em|các cháu|trẻ em|đoàn viên|thanh niên|tuổi trẻ|hội viên|phụ nữ|cựu chiến binh|khách
    |du khách|khán giả|bạn đọc|lực lượng|đoàn|các đoàn|đoàn công tác|ngư dân|tiểu thương|thợ|nghệ nhân|nghệ sĩ
    |nghệ sỹ|diễn viên|nhà báo|kỹ sư|vận động viên|vđv|cầu thủ|trọng tài|hai đội|các đội|đội|tổ|bác sĩ|bác sỹ
    |y sĩ|y, bác sĩ|nhân viên|xã viên|thành viên|các thành viên|cử tri|tăng ni|phật tử|gia đình|chủ hộ|hộ|mẹ
    |các mẹ|ông|bà|anh|chị|em|cụ|cô|các cô|các bác|các chị|các anh|người|đông đảo|hàng trăm|hàng nghìn"""
)
PLACE = _opening(
    """ruộng|cánh đồng|đồng lúa|đồng|rau|lúa|mạ|cây|hoa|vườn|ao|đầm|hồ|sông|biển|bãi|bến|bờ|rừng|cảng|tàu|thuyền
    |lồng bè|đường|tuyến|cầu|chợ|trạm|hai trạm|bơm|đê|kè|cống|nhà|căn|ngôi|ngõ|phố|xóm|làng|khu|góc|xưởng
    |phân xưởng|máy|dây chuyền|sản phẩm|mô hình|trang trại|chuồng|đàn|hàng|gian hàng|quầy|cửa hàng|siêu thị|chùa
    |đền|đình|miếu|lễ|lễ hội|đám|tiết mục|màn|pha|giờ|lớp|trường|phòng|hội trường|trung tâm|thành phố|trụ sở
    |công trình|công trường|quảng trường|tượng|bia|cổng|xe|phương tiện|rác|nước|hiện trường|tang vật|bức|chiếc
    |nhiều diện tích|nhiều ruộng|nhiều tuyến|nhiều ngôi"""
)
# What people can be seen doing, and the compounds that begin alike but are nothing to see.
_DOING = re.compile(
    r"\b(?:"
    + _any_of(
        """trao|tặng|nhận quà|nhận giải|nhận bằng|nhận hoa|phát quà|phát cơm|phát gạo|khen thưởng|chúc mừng
        |kiểm tra|thăm|tham quan|phát biểu|trao đổi|làm việc|giao lưu|tiếp xúc|hướng dẫn|giới thiệu|ký
        |biểu quyết|bỏ phiếu|kiểm phiếu|dự|chứng kiến|chụp ảnh|đón|tiễn|chia tay|vẫy
        |cắt băng|bấm nút|dâng hương|dâng hoa|viếng|thắp|rước|thu hoạch|gặt|cấy|chăm sóc|trồng|tưới|bón|phun|thả
        |bắt|phơi|bày|bán|mua|chọn|trưng bày|may|đan|dệt|chạm|khắc|nặn|gói
        |chế biến|đóng gói|vận hành|lắp|sửa|thi công|đổ|xây|bơm|vớt|nạo vét|đắp|gia cố|chằng|buộc|căng
        |che|dọn|quét|nhặt|bốc xếp|chở|kéo|cứu|tuần tra|diễn tập|thực hành|luyện tập|tập luyện
        |ra quân|hiến máu|tiêm|khám|xếp hàng|đứng|ngồi|biểu diễn|múa|hát|tranh tài|thi đấu|tranh bóng|chạy|bơi
        |chèo|vui chơi|dạy|học|đọc|xem|nghe"""
    )
    + r")\b",
    re.IGNORECASE,
)
_UNSEEN = re.compile(
    r"\b(?:dự (?:kiến|báo|án|thảo|toán)|bắt (?:đầu|buộc)|nắm bắt|khắc phục|xây dựng|kéo dài|học (?:sinh|tập|viên|kỳ)"
    r"|bán kết|trình bày|lựa chọn|xem xét|nghe báo cáo|(?:nhật|chữ|đăng|thư) ký|khám phá|bù đắp|gói thầu|nghiên cứu"
    r"|cây trồng|trồng trọt|may mắn|không may|đứng đầu|căng thẳng)\b",
    re.IGNORECASE,
)
# Words of telling and reasoning: a sentence with one of them tells a story, it does not name a picture.
TELLING = re.compile(
    r"\b(?:"
    + _any_of(
        """đã|sẽ|cần|phải|nên|có|là|còn|cũng|vẫn|nếu|tuy|nhưng|song|vì|bởi|do đó|ngoài ra|khiến|hơn|đạt|triệu|tỷ
        |cho biết|cho hay|cho rằng|khẳng định|nhấn mạnh|đề nghị|yêu cầu|kể|chia sẻ|tâm sự|diễn ra|xảy ra|bắt đầu
        |kéo dài|kết thúc|thành công|trở thành|gồm|thuộc|giúp|góp phần|mang lại|tăng|giảm
        |phấn đấu|bảo đảm|hoàn thành|dự kiến|ước"""
    )
    + r")\b|%",
    re.IGNORECASE,
)
# «Nhiều ruộng bị ngập.» may stand under a picture or in the story.
EITHER_WAY = re.compile(r"\b(?:bị|được|nhằm|để)\b", re.IGNORECASE)
# A numeral, a time or a link to the sentence before opens a report.
REPORT = re.compile(
    r"^(?:\d|(?:"
    + _any_of(
        """sáng|chiều|trưa|tối|đêm|ngày|hôm|tháng|năm|hiện|nay|lúc|khi|trước|sau|trong|từ|đến|tới|dịp|nhân dịp
        |thời gian|hàng năm|hằng năm|theo|tại|ở|đây là|với|để|do|vì|nhờ|bởi|như|tuy|nhưng|song|mà|mặc dù|nếu
        |ngoài|bên cạnh|cùng|cũng|đồng thời|qua|được|dự|tham dự|tham gia|đó|ấy|điều|việc|kết quả|đặc biệt
        |nhất là|riêng|xin|rồi|thế|vậy|lại|chúng|tôi|không|có|còn|mới|vừa|bước|tính|nói|trả lời|phát biểu
        |kết thúc|tiếp|bàn|về|thông qua|đáng|mỗi|cả|hơn"""
    )
    + r")\b)",
    re.IGNORECASE,
)
# How subheads open: with a quality or a task, where a caption opens with somebody or something.
HEADING = _opening(
    """những|giải pháp|kết quả|khó khăn|hiệu quả|nâng cao|đẩy mạnh|tăng cường|phát huy|chủ động|quyết tâm|tiếp tục
    |xây dựng|đổi mới|vượt|hướng|gỡ|tháo gỡ|tạo|lan tỏa|lan toả|khơi dậy|phát triển|thực trạng|nguyên nhân
    |bài học|mục tiêu|nhiệm vụ|vai trò|ý nghĩa|dấu ấn|niềm vui|nỗi lo|trăn trở|cần|còn|không|để|vì sao|bước
    |thành công|chung tay|sức|khi|hành trình|đồng bộ|quan tâm|chú trọng"""
)


def shows_doing(text: str) -> bool:
    return bool(_DOING.search(_UNSEEN.sub("", text)))
