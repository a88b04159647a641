"""Text typed with the fonts before Unicode is known for what it is, and converted; other languages are left alone."""

import pytest

from newsroom.legacy_encodings import TCVN3, VIQR, VNI, convert, convert_runs, legacy, runs

MOTTO = "Cộng hòa xã hội chủ nghĩa Việt Nam"
OLD = [
    ("Céng hßa x· héi chñ nghÜa ViÖt Nam", TCVN3, MOTTO),
    ("CéNG HßA X· HéI CHñ NGHÜA VIÖT NAM", TCVN3, MOTTO.upper()),
    ("§éc lËp - Tù do - H¹nh phóc", TCVN3, "Độc lập - Tự do - Hạnh phúc"),
    ("THùC TR¹NG", TCVN3, "THỰC TRẠNG"),
    ("ñy ban Nh©n d©n tØnh ë phÝa B¾c", TCVN3, "ủy ban Nhân dân tỉnh ở phía Bắc"),
    ("BÝ th­ TØnh ñy dù häp", TCVN3, "Bí thư Tỉnh ủy dự họp"),
    ("GI¸ LóA ë VïNG BIÓN", TCVN3, "GIÁ LÚA Ở VÙNG BIỂN"),
    ("Coäng hoøa xaõ hoäi chuû nghóa Vieät Nam", VNI, MOTTO),
    ("COÄNG HOØA XAÕ HOÄI CHUÛ NGHÓA VIEÄT NAM", VNI, MOTTO.upper()),
    ("Ñaûng boä tænh toå chöùc hoäi nghò, ngöôøi daân", VNI, "Đảng bộ tỉnh tổ chức hội nghị, người dân"),
    ("BOÄ KHOA HOÏC", VNI, "BỘ KHOA HỌC"),
    ("Kyõ sö Nguyeãn Vaên Thaéng, baèng caáp lôùp ñaëc bieät", VNI, "Kỹ sư Nguyễn Văn Thắng, bằng cấp lớp đặc biệt"),
    ("Co^.ng ho`a xa~ ho^.i chu? nghi~a Vie^.t Nam", VIQR, MOTTO),
    ("DDo^.c la^.p, tu+. do. Tre^n dda^'t na`y, a(n co+m.", VIQR, "Độc lập, tự do. Trên đất này, ăn cơm."),
]  # fmt: skip


@pytest.mark.parametrize(("old", "encoding", "unicode"), OLD)
def test_old_text_is_known_and_converted(old: str, encoding: str, unicode: str) -> None:
    assert legacy(old) == encoding
    assert convert(old, encoding) == unicode


@pytest.mark.parametrize(("old", "encoding", "unicode"), OLD)
def test_old_words_inside_a_page_of_today_are_found(old: str, encoding: str, unicode: str) -> None:
    page = "Theo báo cáo của Bộ Y tế, {} đã được gửi đến cơ sở.\nCuộc họp kết thúc lúc 17 giờ."
    assert legacy(page.format(old)) is None
    assert {run.encoding for run in runs(page.format(old))} == {encoding}
    assert convert_runs(page.format(old)) == page.format(unicode)


def test_what_stands_beside_old_words_stays_as_it_is() -> None:
    page = "Toà soạn nhận được: «Thùc tr¹ng c«ng t¸c phßng chèng b·o». Đề nghị kiểm tra."
    assert convert_runs(page) == "Toà soạn nhận được: «Thực trạng công tác phòng chống bão». Đề nghị kiểm tra."


def test_a_short_line_is_known_by_the_others() -> None:
    page = "§¶ng bé tØnh tæ chøc héi nghÞ\nThø 5, 11/3/2021\nTh¸i B×nh\nH.M"
    assert legacy("Thø 5, 11/3/2021") is None
    assert convert_runs(page) == "Đảng bộ tỉnh tổ chức hội nghị\nThứ 5, 11/3/2021\nThái Bình\nH.M"


def test_the_lost_soft_hyphen_comes_back_where_only_it_can_stand() -> None:
    """Normalising drops U+00AD, which is ư in TCVN3; «trêng» cannot be anything but trường."""
    assert convert("Nhng ngêi d©n ®îc híng dÉn nh tríc", TCVN3) == "Nhưng người dân được hướng dẫn như trước"


def test_eth_that_has_become_the_vietnamese_letter_is_still_read() -> None:
    assert legacy("tr bĐ häc ë x· ta") == TCVN3
    assert convert("bĐ häc", TCVN3) == "bé học"


@pytest.mark.parametrize(
    "text",
    [
        "Né à Paris, le bébé est né tôt et la fête a été gâtée.",
        "L'été, la forêt brûle et les pêcheurs rentrent à la côte ; où est-il né ? Là-bas, dès l'aube.",
        "Le thé, né en Chine, a conquis l'hôtel dès le XVIIIe siècle.",
        "Né là, mû tôt.",
        "Saïgon, thaï, haïr, maïs, Citroën, Noël",
        "Die Bürger in München hören schöne Töne; die Straße ist für Fußgänger geöffnet.",
        "El niño español comió jamón en la montaña con mucho cariño, señor Peña.",
        "São Paulo, coração, não é possível",
        "Malmö, Århus, Øresund, København, Łódź, Plzeň, İstanbul, Beşiktaş",
        "Mbappé, Müller, Özil, Ødegaard, Sané và Koné ghi bàn",
        "I can't believe it's not butter (really?). a^2 + b^2 = c^2, x+y, C++, add an odd o.k.",
        "Tôi có nhà ở quê, là nơi có núi, có sông; bà con hò kéo pháo",
        "TÔI CÓ NHÀ, BÁO CÁO TÀI CHÍNH, HÀ NỘI",
        "Thuỷ Nguyên, Hoà Bình, khoẻ khoắn, lí do, kĩ sư",
        "50µm, 5 µm, 10 µm; 5 × 3 = 15; 10 ÷ 2; © Báo; Samsung® và Apple®; § 4; 5£ và 3¥; 1ª, 2º",
        "«Tuổi trẻ» và «Lao động»; « Le Monde » ; »Die Zeit«",
        "Cong hoa xa hoi chu nghia Viet Nam",
        "",
    ],
)
def test_other_text_is_left_alone(text: str) -> None:
    assert legacy(text) is None
    assert runs(text) == []
    assert convert_runs(text) == text
    page = f"Cuộc họp kết thúc lúc 17 giờ, các đại biểu ra về.\n{text}"
    assert runs(page) == []


def test_long_and_hostile_text_takes_no_longer_than_it_is_long() -> None:
    for piece in ("«", "®", "aø", "a^", "¹n ", "\u00ad", "Ð", "o+"):
        assert isinstance(runs(piece * (200_000 // len(piece))), list)
