"""Short forms after which a stop ends no sentence. Most in capitals show it by themselves; these are the rest."""

from articles.doctor.copy import words

_SHORT = words(
    # places and offices: TP.HCM, Tx.Thái Hòa, P.Bồ Xuyên, T.Ư
    "tp tx tt ttr q p h x t tw đ đc ub "
    # titles: PGS.TS, ThS, BS.CKII, NSƯT
    "ts ths th pgs gs tskh bs bsck cki ckii ck ks kts ls cn dr mr mrs ms st ds đd ktv nsnd nsưt nsut ngnd ngưt "
    "gsts pgsts cvcc "
    # roads, firms, books, units, the like: ĐT.454, QL.10, Cty.
    "đt đh ql tl hl nxb cty tcty co ltd inc jr sr vol tr vs vv v ph km kg đ tel fax hp sđt stt"
)


def is_abbreviation(word: str) -> bool:
    return word.lower() in _SHORT
