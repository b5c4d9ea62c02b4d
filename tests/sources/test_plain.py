"""Plain text: what is furniture goes, what is the report stays, whatever the shape of either."""

from pathlib import Path

import pytest

from tenure.model.problem import ProblemCode

SEEDS = Path(__file__).parents[3] / "shared" / "seeds"


def page(*blocks):
    return "\n\n".join(blocks) + "\n"


BODY = (
    "Russian border guards have left the Akhurik checkpoint, residents told the Ledger on Monday.",
    "They had manned it since 1992. “Nobody said goodbye,” the mayor said.",
    "The base in Gyumri remains.",
)
TITLE = "Guards leave Akhurik after 32 years"

FURNISHED = {
    "blog with counters": page(
        f"{TITLE}\n\nMay 9, 2024\nShare\n24 Comments",
        *BODY,
        "07:12",
        "Comments\n\n0\nBe the first to comment.\nLoad more",
    ),
    "menu and byline": page(
        "Skip to content\nHome\nNews\nWorld\nSubscribe\nLog in",
        f"{TITLE}\nBy Jane Roe\nMay 9, 2024\n4 min read\nFacebook\nTwitter\nWhatsApp",
        BODY[0],
        "Advertisement",
        BODY[1],
        "Read more: Ten recipes with walnuts",
        BODY[2],
        "Related\nStorm closes pass to Georgia\nTen recipes with walnuts",
        "© 2024 Ararat Ledger. All rights reserved.",
    ),
    "weblog": page(
        TITLE,
        "Published on May 9, 2024 by Anna Petrosyan\nPosted in: Armenia | Tags: border, Akhurik",
        *BODY,
        "Like this:\nLike Loading...",
        "Leave a Reply Cancel reply\nYour email address will not be published.\nComment *\nName *",
    ),
    "comments that are sentences": page(
        f"{TITLE}\n9 May 2024",
        *BODY,
        "3 Comments",
        "Armen K.\n2 days ago\nThey should have gone years ago! When the first convoy came, we all waved.\nReply",
        "observer77\n1 day ago\nThe base is still there with three thousand soldiers, so nothing has changed.\nReply",
        "Lusine\n5 hours ago\nFinally.\nReply",
    ),
    "teasers with names": page(
        f"{TITLE}\nThu 9 May 2024 17.40 BST",
        *BODY,
        "Storm closes pass to Georgia",
        "By\nJane Roe",
        "Ten recipes with walnuts",
        "By\nJohn Roe\nNo items found.",
    ),
    "cookie banner": page(
        "We use cookies to improve your experience. By continuing you accept our cookie policy.\nAccept all\nReject",
        f"Ararat Ledger\n{TITLE}\nArarat Ledger, 9 May 2024",
        *BODY,
        "Sign up for our daily newsletter",
        "Most read\n1\nTen recipes with walnuts\n2\nStorm closes pass",
        "About us\nContact\nPrivacy policy",
    ),
    "title of the window": page(
        f"{TITLE} | Ararat Ledger\nMenu\nBreaking: storm closes the pass to Georgia\n{TITLE}",
        "Politics / 9 May 2024 / 17:40",
        *BODY,
        "You may also like\nStorm closes pass to Georgia\nA storm closed the pass on Friday.\nTen recipes",
    ),
    "second date": page(f"{TITLE}\nPublished: May 9, 2024 | Updated: May 10, 2024\nPrint\nE-mail", *BODY, "Loading"),
    "bullets": page(f"{TITLE}\n• 9 May 2024 •\n• Share •", *BODY, "« Previous\nNext »"),
    "video page": page(
        f"{TITLE}\n12K views\n9 May 2024\n1.2K likes\n0:00 / 4:31", *BODY, "Show more\n45 Comments\nSort by"
    ),
}


@pytest.mark.parametrize("name", FURNISHED)
def test_furniture_goes_and_the_report_stays(read_one, name):
    report = read_one(FURNISHED[name])
    assert report.text == "\n\n".join(BODY)
    assert report.title == TITLE
    assert report.published_on == "2024-05-09"
    assert report.published_from == "text-head"


WHOLE = {
    "short paragraphs": page("Nobody was hurt.", "The Russian guards left at noon.", "Agarak is now Armenian."),
    "one line": "The Russian guards left at noon.",
    "headline only": "Russian guards leave Zvartnots airport",
    "interview": page(
        "The head of the border service spoke to us in Yerevan.",
        "Will the Russians leave Agarak?",
        "Yes.",
        "When?",
        "In January.",
        "And the Turkish border?",
        "No.",
        "Have you told Moscow?",
        "Of course.",
    ),
    "interview that opens with a question": page("Will they leave?", "Yes.", "When will they go home?", "In January."),
    "dialogue": page(
        "Reporter: Have the guards left?",
        "Peskov: They have left the airport.",
        "Reporter: And the base in Gyumri?",
        "Peskov: It remains.",
    ),
    "speakers on lines of their own": page(
        "Q:\nHave the guards left?", "A:\nThey have left the airport.", "Q:\nAnd the base?", "A:\nIt remains."
    ),
    "list": "Agarak\nAkhurik\nMargara\nZvartnots\nGyumri\n",
    "poem": "Gone from the ridge,\ngone from the river,\nthe soldiers of winter\nare gone from the bridge\n",
    "list at the end": page(
        "These posts were handed over on Monday:", "Agarak\nAkhurik\nMargara", "The rest follow.", "Kapan\nGoris"
    ),
    "long single lines": "\n".join(
        ["The guards left the post near the river on Monday, officials in the town said. " * 5] * 4
    ),
    "comments as a section": page(
        "The ministry published its statement on Monday. It names five posts on the border.",
        "Comments",
        "The Russian embassy said the posts would be handed over in good order. The Armenian side thanked the guards.",
    ),
    "headings inside": page(
        "The guards left on Monday, the ministry said.",
        "What happens next",
        "Armenian guards will move in within days.",
        "Related talks",
        "Talks about the base go on in Moscow, said the minister, who would not name a date for their end.",
    ),
    "chronicle": page(
        "The withdrawal, day by day, as the Ledger saw it.",
        "9 May 2024\nThe Kremlin says that troops will leave five provinces.",
        "31 July 2024\nThe last guards leave Zvartnots airport.",
        "1 January 2025\nArmenia takes over Agarak.",
    ),
    "sentences that end in a day": page(
        "The guards stayed in the town until 9 May 2024.",
        "They had been there since 3 March 2022",
        "The base was founded 1 June 1995.",
        "Who runs the place? Since 4 March 2022 the army does, and since that autumn a company does so on paper.",
        "The lease expires 1 January 2044.",
    ),
    "words like buttons": page(
        "Share of Russian troops falls.",
        "Reply from Moscow came late.",
        "More than forty left.",
        "Follow the money, he said.",
    ),
}


@pytest.mark.parametrize("name", WHOLE)
def test_a_report_without_furniture_stays_whole(read_one, name):
    text = WHOLE[name]
    report = read_one(text)
    assert report.text == "\n".join(line.rstrip() for line in text.split("\n")).strip()
    assert report.published_at is None


def test_a_live_blog_keeps_its_entries(read_one):
    entries = (
        "18:40\nLast flight\nThe last group of guards has boarded a plane to Moscow.",
        "16:10\nFlag lowered\nThe Russian flag was lowered at the terminal, our reporter says.",
        "14:05\nWhat we know\nArmenia gave the guards until August 1 to go.",
    )
    report = read_one(page("Live: guards leave the airport\n31 July 2024\nShare", *entries))
    assert report.text == "\n\n".join(entries)
    assert report.published_on == "2024-07-31"


def test_a_deck_above_date_and_buttons_is_part_of_the_report(read_one):
    report = read_one(page(f"{TITLE}\nThey had been there since 1992.\nMar 15, 2026\nShare\n24 Comments", *BODY))
    assert report.text == "\n\n".join(["They had been there since 1992.", *BODY])
    assert report.published_on == "2026-03-15"


def test_authors_are_read_from_the_byline(read_one):
    report = read_one(page(f"{TITLE}\nBy Karen Abrahamyan and Lilit Sargsyan\nMay 9, 2024", *BODY))
    assert report.authors == ("Karen Abrahamyan", "Lilit Sargsyan")


@pytest.mark.parametrize(
    "title", ["Will Russia leave Gyumri?", "RUSSIANS KICKED OUT!", "“We will guard our own borders”", "Troops out"]
)
def test_headlines_of_many_forms_are_titles(read_one, title):
    report = read_one(page(title, "By Jane Roe", *BODY))
    assert (report.title, report.text) == (title, "\n\n".join(BODY))


def test_a_headline_may_end_in_the_day(read_one):
    report = read_one(
        page("Weekly Campaign Assessment, March 15, 2026", "Jane Roe, John Roe, and Mary Roe", "Share", *BODY)
    )
    assert (report.title, report.published_on) == ("Weekly Campaign Assessment, March 15, 2026", "2026-03-15")


def test_hard_wrapped_paragraphs_become_one_line_each(read_one):
    report = read_one(
        "GUARDS LEAVE AGARAK\n\n"
        "YEREVAN, Jan 1, 2025 (Caspian Wire) - Armenian border guards took\n"
        "control of the Agarak checkpoint on the border with Iran on\n"
        "Wednesday, the National Security Service said in a statement.\n\n"
        "Russian border guards had manned the crossing since 1992 under an\n"
        "agreement that was signed in the first years of independence.\n"
    )
    assert [len(part.split("\n")) for part in report.text.split("\n\n")] == [1, 1]
    assert "took control of the Agarak checkpoint on the border with Iran on Wednesday," in report.text
    assert (report.title, report.published_on) == ("GUARDS LEAVE AGARAK", "2025-01-01")


def test_only_furniture_is_no_article(read):
    reports, problems = read("Home\nNews\nShare\n24 Comments\nLoading\n")
    assert reports == []
    assert [one.code for one in problems] == [ProblemCode.NO_ARTICLE]


def test_the_same_text_is_the_same_report_whatever_its_line_ends(read_one):
    text = page(TITLE, *BODY)
    same = [text, text.replace("\n", "\r\n"), text.replace("\n", "\r"), text.replace("\n", "  \n"), "\n\n" + text]
    assert len({read_one(one).id for one in same}) == 1
    assert read_one(text).id.startswith("r1:")


def test_the_text_is_not_composed_or_folded(read_one):
    text = "The cafe\u0301 in Gyumri\u00a0was “closed” on Monday, ﬁrst of all."
    assert read_one(text).text == text


@pytest.mark.skipif(not SEEDS.is_dir(), reason="the two sample reports are not here")
def test_the_sample_reports(read_one):
    plain = (SEEDS / "000_583ae8189beb3e07.txt").read_text("utf-8")
    report = read_one(plain)
    assert (report.text, report.title, report.published_at) == (plain.strip(), None, None)
    copied = read_one((SEEDS / "003_ba661a1c3e1f9c04.txt").read_bytes())
    assert copied.title == "Armenia will be free: Russians kicked out from Armenia"
    assert copied.published_on == "2026-03-15"
    assert copied.text.startswith("Today, there are interesting updates")
    assert copied.text.endswith("its war in Ukraine.")
    assert len(copied.text.split("\n\n")) == 13
