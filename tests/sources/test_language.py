import pytest

from tenure.model.problem import Gravity, ProblemCode
from tenure.sources.draft import Hints

TEXTS = {
    "ru": "Российские пограничники завершили вывод из аэропорта «Звартноц» в среду, сообщила служба безопасности.",
    "hy": "Ռուս սահմանապահները չորեքշաբթի օրը լքել են «Զվարթնոց» օդանավակայանը, հայտնել է ազգային անվտանգությունը։",
    "fr": "Les gardes-frontières russes ont quitté mercredi l'aéroport de Zvartnots, a annoncé le service de sécurité.",
    "de": "Die russischen Grenzschützer haben am Mittwoch den Flughafen Swartnoz verlassen, teilte der Dienst mit.",
    "tr": "Rus sınır muhafızları çarşamba günü Zvartnots havalimanından ayrıldı, güvenlik servisi açıkladı.",
    "ar": "غادر حرس الحدود الروس مطار زفارتنوتس يوم الأربعاء، حسبما أعلن جهاز الأمن القومي في أرمينيا.",
    "uk": "Російські прикордонники у середу завершили виведення з аеропорту «Звартноц», повідомила служба безпеки.",
}


@pytest.mark.parametrize("language", TEXTS)
def test_other_languages_are_kept_and_noted(read, language):
    reports, problems = read(TEXTS[language])
    assert reports[0].text == TEXTS[language]
    assert reports[0].language == language
    noted = [one for one in problems if one.code is ProblemCode.LANGUAGE]
    assert len(noted) == 1
    assert noted[0].gravity is Gravity.NOTED


@pytest.mark.parametrize(
    "text",
    [
        "Guards left the posts of Agarak, Akhurik, Margara and Zvartnots in Syunik, Tavush and Vayots Dzor.",
        "The last convoy from Xankəndi passed Şuşa and Laçın on its way to Ağdam, and the peacekeepers were with it.",
    ],
)
def test_english_full_of_foreign_names_is_english(read, text):
    reports, problems = read(text)
    assert reports[0].language == "en"
    assert ProblemCode.LANGUAGE not in [one.code for one in problems]


def test_too_little_text_is_unknown_unless_it_says(read):
    assert read("Agarak, Akhurik")[0][0].language == "und"
    assert read("Agarak, Akhurik", hints=Hints(language="en-GB"))[0][0].language == "en"


def test_the_user_may_say_otherwise(read):
    reports, problems = read(TEXTS["fr"], hints=Hints(language="en"))
    assert reports[0].language == "en"
    assert ProblemCode.LANGUAGE not in [one.code for one in problems]


def test_a_false_declaration_is_not_believed(read):
    page = f'<html lang="en"><body><article><p>{TEXTS["ru"]}</p><p>{TEXTS["ru"]}</p></article></body></html>'
    assert read(page)[0][0].language == "ru"
