"""Patterns of the words between a number and a name, and before and after the two.

Those that end in ``$`` are matched against what precedes a name or a number; `CLAUSE` counts
borders of clauses.
"""

from __future__ import annotations

import re

__all__ = [
    "ABOVE",
    "AGENT_HAS",
    "APPOSED",
    "APPOSED_CHANGE",
    "ASIDE",
    "AVERAGE",
    "BESIDE",
    "BEST_OF_RIVALS",
    "BRACKET",
    "CHANGED_BEHIND",
    "CHANGES_FROM",
    "CLAIMED",
    "CLAUSE",
    "CLAUSE_OF_RIVALS",
    "CLOSE_TO",
    "CONTRASTED",
    "DATASET_THEN",
    "FALLS_THEN",
    "FITS",
    "FOR_METHOD",
    "HAS",
    "IN",
    "KEPT",
    "LABELLED",
    "LED_BY",
    "LISTED_NAME",
    "METRIC_THEN",
    "MODELS_AT_LARGE",
    "NAME",
    "NEXT",
    "NEXT_RIVAL",
    "OBLIQUE",
    "OF",
    "OF_OLD",
    "OF_PEOPLE",
    "OF_UNKNOWN",
    "ON",
    "ONLY_TO",
    "ON_DATASET",
    "ON_FIRST",
    "ON_SEVERAL",
    "ON_THE",
    "OPPONENT",
    "OURS",
    "OVER",
    "OVER_LISTED",
    "OVER_SEVERAL",
    "OWN",
    "OWN_CLAUSE",
    "RIVAL",
    "RIVAL_WITH",
    "SHARE_OF",
    "SUBJECT",
    "THEN_METRIC",
    "THEN_ON",
    "TRAINED_ON",
    "UNKNOWN_OF",
    "WINDOW",
    "WITHIN",
    "WITHIN_ASIDE",
    "WITHOUT",
    "WITH_VALUES",
]

WINDOW = 120
"""Characters before a mention in which a cue is looked for."""
CLAUSE = re.compile(r"[;:]|\b(?:while|whereas|but)\b|,?\sand\s\w+(?:s|ing)\b")
"""Borders of clauses."""
APPOSED_CHANGE = re.compile(
    r",\s(?:which\sis\s|i\.e\.,?\s)?an?\s(?:relative|absolute)\s(?:gain|improvement|increase|reduction|drop|decrease)\sof\s[$~]?"
)
"""Between a level and its change: '66.0, a relative gain of 7.5%'."""
CONTRASTED = re.compile(r";|\b(?:while|whereas|but|yet)\b")
"""Borders that no rival cue reaches across: 'relative to A, while B loses 1.1'."""
ONLY_TO = re.compile(r"\s(?:only\s)?to\s(?:only\s)?[$~]?")
FALLS_THEN = re.compile(
    r"\b(?:falls?|drops?|rises?|climbs?|declines?|fell|dropped|rose)\s(?:[^.;]|\.\d){0,90}(?:,|,?\sand)\s$"
)
"""Around a name that has the verb of the one before it: 'A falls to 85.2 and B to 36.1'."""
NEXT_RIVAL = re.compile(
    r"\b(?:against|vs\.?|versus|compared\s(?:to|with)|than)\s[~$]?\d[\d.,]*\S{0,2}\s(?:with|using)\s"
    r"(?:[^.;]|\.\d){1,60}?(?:,|,?\sand)\s$"
)
"""Ends what precedes a further rival's value: 'versus 88.0% with A and 71.2% with B'."""
CHANGED_BEHIND = re.compile(
    r"(?:\s[\w@-]{1,16}){0,3}(?:\s(?:on|in|for)\s(?:[^,;.()]|\.\d){1,40})?,\s(?:or\s|which\sis\s|i\.e\.,?\s)?(?:an?\s)?(?:about\s|some\s)?"
)
"""Between a level and its change: '2895 on Lichess, +310 over Maia'."""
OF = re.compile(
    r"\s?\(?(?:scores?\s|values?\s)?(?:of|by|from|to|at|is|was|=|:|\()\s?(?:[a-z]{1,12}\s){0,3}[$~(+]?$"
)
"""Between a metric and its number: 'an accuracy of 91%'."""
BESIDE = re.compile(
    r"\s?[$)]?\s?(?:(?!(?:while|and|with|without|but|when|than|as|or|using|for|in|on|to|by|from|of"
    r"|compared|over|per)\s)[a-z-]{2,16}\s){0,2}$"
)
"""Between a number and the metric right after it: '91% accuracy'."""
IN = re.compile(r"\s?\)?\s(?:in(?:\sterms\sof)?|on|of|for)\s(?:the\s)?(?:[a-z-]{2,16}\s){0,2}$")
"""Between a number and its metric: '2.1 points in accuracy'."""
ON = re.compile(
    r"\s?[^.;]{0,60}?\b(?:on|in|for|across|over|of)\s(?:the\s)?(?:[a-z-]{1,16}\s){0,3}$"
)
"""Between a number and its dataset: '91% on ImageNet'."""
ON_DATASET = re.compile(
    r"\)?(?:\s(?:(?!(?:and|or|but|while|whereas|than|versus|vs)\b)[\w@/-]{1,16}|\([^()]{1,20}\))){0,3}"
    r"\s(?:on|in|for)\s(?:the\s)?(?:[a-z-]{1,18}\s){0,3}"
)
"""All that stands between a number and the data set that it alone was measured on."""
ON_FIRST = re.compile(r"(?:On|Across)\s(?:the\s)?(?:[a-z-]{1,14}\s){0,2}$")
"""What opens a sentence on a data set: 'On X, it yields'."""
ON_THE = re.compile(r"\b(?:on|for|in)\s(?:the\s)?(?:[a-z-]{1,18}\s){0,2}$")
"""Ends what precedes a data set that something is measured on."""
THEN_ON = re.compile(r"\d\S{0,3}\s?(?:,\s?and|,|and|,?\swhile)\s(?:the\s)?$")
"""Ends what precedes a further data set behind a number: 'on X from 1 to 2 and Y from'."""
_MOVES = (
    r"(?:(?:improves|increases|rises|grows|drops|falls|declines|decreases|jumps|climbs|goes|went"
    r"|improved|increased|rose|grew|dropped|fell|declined|decreased|jumped|climbed)\s)"
)
CHANGES_FROM = re.compile(
    rf"(?:\s(?:on|for|in)\s(?:the\s)?[^.;,()]{{1,40}}?)?\s{_MOVES}from\s(?:only\s|about\s)?[$~]?$"
    r"|(?:'s|’s)\s(?:[\w@-]{1,16}\s){1,3}from\s[$~]?$"
)
"""Between what changes and its old value: 'Y on X increases from 37.5 % to 45.1 %'."""
OPPONENT = re.compile(
    r"(?i)\b(?:win(?:ning)?(?:[\s-]tie)?[\s-]rates?|wins|preference\srates?|head[\s-]to[\s-]head)\s"
    r"(?:[\w'-]{1,20}\s){0,4}?(?:against|over|versus|vs\.?)\s(?:the\s)?$"
)
"""Ends what precedes an opponent: 'the win rate against Y from 7 % to 21 %' is no value of Y."""
WITHIN = re.compile(
    r"\s(?:(?:data\s?sets?|benchmarks?|scenes|tasks?|episodes)\s)?(?:within|inside)\s(?:the\s)?"
)
"""Between a data set and the platform that it is run on: 'the HM3D dataset within Habitat'."""
OURS = re.compile(
    r"\b(?:our|the\sproposed)\s(?:[\w-]{1,20}\s){0,2}?(?:method|approach|model|framework|system"
    r"|algorithm|architecture|network|technique|solution|pipeline|strategy)\s"
    r"(?:achiev|attain|reach|obtain|yield|get|scor|deliver|record)\w{1,4}\s[^.;]{0,80}?$"
)
"""Ends what precedes a value of the paper's own system: 'built on Y, our method achieves'."""
DATASET_THEN = re.compile(
    r"(?:\s(?:benchmark|dataset|corpus|data|test\sset|(?:test|dev|val)-\w{1,6}))?"
    rf"\s(?:{_MOVES}(?:only\s)?)?(?:(?:by|to|from|is)\s|\()"
    r"(?:(?:an?|about|around|only|just|up\sto|over|nearly|almost|roughly|at\sleast|more\sthan)\s){0,2}[$~+]?"
)
"""All that stands between a data set and the number behind it: 'on ACDC by 2.5 points'."""
ASIDE = re.compile(r"\s?\([^()]{1,40}\)")
"""What may stand in brackets behind a number: '71.6 (+3.8 over TAPEX) on X'."""
WITHIN_ASIDE = re.compile(r"\s\((?:[~$+−-]?\d[^()]{0,40},\s)?[~$]?")
"""Between a data set and a number in brackets that open with one: 'X (74.3%, +2.2%)'."""
BRACKET = re.compile(r"\s?\(\s?")
"""Between a level and its change: '31.7 (+18.4)'."""
LISTED_NAME = re.compile(r"\s?(?:,|/|,?\sand|,?\sor|&)\s?(?:the\s)?(?:[a-z-]{1,16}\s){0,2}")
"""Between two data sets of one list."""
FOR_METHOD = re.compile(r"\)?\s(?:for|by)\s(?:the\s)?(?:[a-z-]{1,16}\s){0,1}")
"""Between a level and the method that has it: '82.1 for SegFormer'."""
OF_OLD = re.compile(r"\)?\s(?:\(|(?:for|by|with|of|from|using)\s(?:the\s)?(?:[a-z-]{1,16}\s){0,1})")
"""Between the old level and the method that has it: 'compared to 782 with SegFormer'."""
LABELLED = re.compile(r"(?:\(|[,;]\s)(?P<name>(?:[a-z-]{1,20}\s){0,2}[a-z-]{1,20}):\s?[$~]?$")
"""Ends what precedes the value of something in brackets: '(human speech: 2.06)'."""
OVER = re.compile(
    r"\b(?:over|than|against|versus|vs\.?|relative\sto|compared\s(?:to|with))\s(?:the\s)?$"
)
"""Ends what precedes a rival right before a number: 'over DDIM from 6.62 to 3.91'."""
NAME = re.compile(r"(?<![\w.+-])(?=[\w.+-]*[A-Z\d])(?=[\w.+-]*[A-Z][\w.+-]*[A-Z])[\w.+-]*\w")
"""A word that is written like the name of a method: 'BMNet', 'DAIL-SQL'."""
WITHOUT = re.compile(r"\bwithout\s(?:the\s)?$")
ABOVE = re.compile(
    r"\)?(?:\s(?!(?:and|or|but|while|whereas|with|on|at)\b)[a-z-]{1,14}){0,5}?\s"
    r"(?:(?:than|over|above|below|beyond|compared\s(?:to|with)|relative\sto|versus|vs\.?|against)"
    r"\s(?:(?:that|those)\sof\s)?|(?:that|those|the\s(?:[a-z-]{1,14}\s){0,2}[a-z-]{1,14})\sof\s)(?:the\s)?(?:[a-z-]{1,16}\s){0,3}"
)
"""Between a change and the method it is measured from: '2.4x faster than YOLOv8'."""
RIVAL = re.compile(
    r"\b(?:compared (?:to|with|against)|in comparison (?:to|with)|than|over|vs\.?|versus|against"
    r"|outperform\w{0,3}|surpass\w{0,3}|exceed\w{0,3}|beat\w{0,3}|relative to|w\.r\.t\.?"
    r"|improv\w{1,3}|trail(?:s|ed|ing)?|behind|replac(?:es?|ed|ing)|within \S{1,9} of|baselines?)\s"
    r"(?:[\w'(),/-]{1,20}\s){0,6}$",
    re.IGNORECASE,
)
"""Ends what precedes a rival: 'compared with X'."""
HAS = re.compile(
    r"\s(?:has|had|with|(?:achiev|reach|obtain|attain|get|got|scor|yield|show|report)\w{0,4})\s"
    r"(?:only\s)?(?:an?\s|the\s)?(?:[a-z]{1,12}\s)?"
)
"""Between a method and its metric: 'BERT has an F1 of 91.8 %'."""
APPOSED = re.compile(r",\s(?:with|an?|our|the|[a-z]{3,14}(?:ed|ing))\s[^,.;()]{2,70},(?=\s)")
"""What may stand between a method and its verb: 'Y-L, scaled to 1B parameters, has'."""
LED_BY = re.compile(r"\s(?:models?\s|baselines?\s)?by\s(?:[a-z]{1,12}\s){0,3}[$~(]?")
"""Between a rival and a number: 'outperforms X by 3%'."""
OWN = re.compile(
    r"\s?[:(]?\s?(?:(?:achiev|reach|obtain|attain|get|got|scor|yield|los)\w{0,4}\s|(?:has|had|gains)\s"
    r"|(?:drops|falls|rises|climbs|declines|improves|stands|remains|stays)\s(?:to|at)\s)?"
    r"(?:only\s)?[~$]?$"
    r"|\s(?:achieve|reach|obtain|attain|score)(?:s|d|es|ed)?\s(?:only\s)?(?:up\sto|about|around|nearly|over)\s[~$]?$"
)
"""Between a method and its own number: 'Y achieves 79.1'."""
_CLAUSE_OF_ITS_OWN = (
    r"(?:\s?\([^()]{1,40}\))?(?:,\s(?:an?|the|its|another)\s[^,.;]{1,60}?)?,?\s(?:which|that)\s"
    r"(?:only\s|itself\s)?(?:has|had|(?:achiev|reach|obtain|attain|get|got|scor|yield|report)\w{0,4})\s"
    r"(?:only\s|merely\s|just\s)?(?:an?\s)?(?:mere\s)?(?:(?:[\w@-]{1,16}\s){1,3}(?:of|at)\s)?(?:only\s)?[~$]?"
)
OWN_CLAUSE = re.compile(
    rf"{_CLAUSE_OF_ITS_OWN}$"
    r"|(?:\s(?:model|baseline|method))?(?:'s|’s)\s(?:(?:[\w@-]{1,16}\s){1,3}(?:of|at|is)\s)?(?:only\s)?[~$]?$"
)
"""Between a rival and its own number: 'surpassing Y, a strong baseline that achieves only 23.7',
'surpassing Y's 85.5%'."""
AGENT_HAS = re.compile(
    r"(?:,?\s(?:and|or)\s(?=[\w.+-]*[A-Z])[\w.+-]{2,20})?\s(?:only\s)?(?:achieve|obtain|attain|score)(?:s|d|ed)?\s"
    r"(?:(?:only|up\sto|about|around|nearly|over|an?)\s){0,2}(?:(?:[\w@-]{1,16}\s){1,3}of\s)?[~$]?$"
)
"""Between the subject of a clause and its number: 'while SANT and MANTa achieve up to 95%'."""
CLAUSE_OF_RIVALS = re.compile(
    r"\b(?:(?:outperform|surpass|exceed|beat)\w{0,4}|compared\s(?:to|with)|than)\s(?:the\s|all\s)?(?:[a-zA-Z-]{1,20}\s){0,8}?"
    rf"(?:methods?|models?|approach(?:es)?|baselines?|systems?){_CLAUSE_OF_ITS_OWN}$"
)
"""The same of rivals without a name: 'outperforming the best method, which had an EER of'."""
MODELS_AT_LARGE = re.compile(
    r"(?i)(?<!\bour\s)(?<!\bthese\s)\b(?:state-of-the-art|sota|current|existing|leading|today's|frontier|advanced|recent"
    r"|popular|prior|previous|mainstream|most|many)\s(?:[\w-]{1,20}\s){0,4}?"
    r"(?:models?|[LV]*LMs|MLLMs|LVLMs|systems|methods|approaches|agents|detectors|solvers)\s(?:only\s|still\s)?"
    r"(?:achiev|reach|attain|obtain|scor|get|solve)\w{0,3}\s(?:(?:only|merely|just)\s)?"
    r"(?:an?\s)?(?:[a-z@-]{1,16}\s){0,3}(?:(?:of|at)\s)?(?:(?:only|around|about|just|merely)\s)?[~$]?$"
)
"""Ends what precedes a value of models at large: 'state-of-the-art models achieve only 41%'."""
OF_PEOPLE = re.compile(
    r"(?i)\b(?:humans?|people|(?:human\s)?(?:experts?|annotators?|raters?))(?:-level|\slevel|'s?)?\s"
    r"(?:[a-z-]{1,14}\s){0,2}(?:(?:of|at|is|was|reach\w{0,3}|achiev\w{0,3}|scor\w{0,4})\s)(?:only\s|about\s)?[~$(]?$"
)
"""Ends what precedes a value of people: 'the human-level accuracy of 98.4%'."""
BEST_OF_RIVALS = re.compile(
    r"\b(?:best|strongest|top)(?:[\s-]performing)?\s(?:[a-z-]{1,14}\s){0,2}?(?:baseline|rival|competitor|model|LLM|system|method)s?"
    r"(?:\s\([^()]{1,40}\)|,\s[^,.;]{1,40},)?\s(?:achiev|reach|obtain|attain|scor|gett?)\w{0,4}\s(?:only|just|merely|no\smore\sthan)\s"
    r"(?:an?\s)?(?:about\s)?[~$]?$"
)
"""Ends what precedes a value of others: 'the best baseline (GPT-4) achieving only 19%'."""
RIVAL_WITH = re.compile(
    r"\b(?:compared\s(?:to|with)|versus|vs\.?|than|against)\s(?:the\s)?(?:[\w-]{1,20}\s){1,5}(?:with|at)\s(?:only\s)?[~$(]?$"
    r"|\b(?:improv\w{1,3}\s(?:over|upon)|(?:outperform|surpass|exceed|beat)\w{0,3}|compared\s(?:to|with)|versus|than)\s"
    r"(?:the\s)?(?:(?!(?:by|with|to|in|on|and|or|at|an?|for|achieving|using|of)\s)[\w@.-]{1,20}\s){2,5}of\s(?:only\s)?[~$]?$"
)
"""Ends what precedes a rival's value: 'compared to traditional CNNs with 65.9%', 'improving over Y
FID of 38.9'."""
WITH_VALUES = re.compile(
    r"\)?\s(?:at|with)\s(?:an?\s)?(?:\d[\d.,]{0,8}\s?\\?%?\s(?:[\w@-]{1,16}\s){0,2}[\w@-]{1,16}(?:,\s(?:and\s)?|\sand\s)){0,4}[~$]?"
)
"""Between a rival and one of its own numbers: 'compared to Y with a 92.3% AUC and 91.4%'."""
SHARE_OF = re.compile(
    r"%\s(?:of\sthe\stime|of\s(?:the\s|all\s|its\s)?(?:[FT][PN]s|(?:false|true)\s(?:positives|negatives|alarms)"
    r"|errors|failures|hallucinations))$"
)
"""Ends with what a share is of, which is no metric of it: '58.1% of the FPs'."""
TRAINED_ON = re.compile(
    r"(?i)\b(?:pre-?|fine-?)?train(?:ed|ing)\s(?:[a-z]{1,16}\s){0,3}on\s(?:the\s)?(?:[\w-]{1,14}\s){0,2}$"
)
ON_SEVERAL = re.compile(
    r"\s(?:[\w@-]{1,16}\s){0,2}(?:on|across|over)\s(?:[a-z-]{1,14}\s){0,2}"
    r"(?:\d{1,3}|two|three|four|five|six|seven|eight|nine|ten|several|multiple|unseen|held-out|other)\s"
    r"(?:[a-z-]{1,16}\s){0,3}(?:(?:data|sub|test)?sets|benchmarks|domains)\b"
)
"""Around a number that what was trained on has no part in: 'trained on X, Y has 88.1% on 17
test sets'."""
AVERAGE = re.compile(r"\b(?:average|averaged|mean)\b(?:[^.;,\d]|\.\d){0,60}$")
OVER_LISTED = re.compile(
    r"\s(?:over|across|on|in)\s(?:the\s)?[A-Z][\w.+-]*(?:\s[A-Z\d][\w.+-]*){0,2}"
    r"(?:,\s[A-Z]|,?\sand\s(?:[A-Z]|other\b|more\b))"
)
OVER_SEVERAL = re.compile(
    r"\s(?:over|across|on)\s(?:all\s|the\s)?(?:two|three|four|five|six|seven|eight|nine|ten|several|multiple|\d{1,3})\s"
    r"(?:[a-z-]{1,20}\s){0,3}(?:data\s?sets|benchmarks|tasks)\b"
)
"""Around the average of several data sets: 'an average accuracy of 63.3% over X, Y and others'."""
NEXT = re.compile(r"\)?(?:,?\sand\s|,\s)(?:an?\s)?(?:[a-z]{1,12}\s){0,3}[$~(+]?$")
"""Between a name and a number that belongs to the next one: 'X, and 79.1'."""
KEPT = re.compile(
    r"\b(?:without|maintain\w*|retain\w*|preserv\w*|comparable|similar|negligible|minimal|minimum|keep\w*"
    r"|no|match\w*|despite|sacrific\w*|compromis\w*)\s(?:[a-z-]{1,16}\s){0,4}$"
)
"""Ends what precedes a metric that is kept rather than changed: 'without loss in accuracy'."""
FITS: tuple[tuple[re.Pattern[str], re.Pattern[str]], ...] = (
    (
        re.compile(r"\s(?:[a-z]+\s)?(?:faster|slower|speed)"),
        re.compile(r"(?i)speed|time|latenc|fast|converg|throughput|accelerat|effici|runtime|rate"),
    ),
    (
        re.compile(r"\s(?:[a-z]+\s)?(?:smaller|larger)"),
        re.compile(r"(?i)size|param|memory|scale|storage|footprint|length|compress"),
    ),
)
"""Words after a number, and the metrics that they go with."""
SUBJECT = re.compile(
    r"[^.;:]{0,60}?\b(?:achiev|outperform|provid|yield|reach|garner|improv|reduc|attain|obtain|surpass"
    r"|bring|give|deliver|accelerat|sav|cut|exceed|lead|gain|lower|increas|boost|is|are|perform)\w{0,4}\s"
)
"""Between a subject and a number: up to a verb of results."""
OBLIQUE = re.compile(
    r"\b(?:with|using|on|for|of|by|than|via|through|in|from|to|into)\s(?:\w{1,14}\s){0,2}$"
)
"""Ends what precedes a name that is not the subject: 'with X'."""
_ABOUT = (
    r"(?:(?:about|around|only|just|up to|over|nearly|roughly|approximately|an?|at least|more than"
    r"|as (?:high|low|much) as)\s)?"
)
_NO_METRIC = (
    "average|mean|median|total|improvement|gain|increase|reduction|drop|decrease|rise|score|value|level"
    "|result|performance|margin|maximum|minimum|range|difference|change|boost|sum|loss|advantage"
)
"""Words for a number that do not name what it counts."""
_IS = (
    r"(?:(?:falls|drops|rises|decreases|increases|improves|grows|declines)\s(?:to|by|from)"
    r"|of|at|by|is|was|are|were|to|from|above|below|reach\w{0,3}|achiev\w{1,3}|equals?"
    r"|exceed\w{0,3})"
)
CLAIMED = re.compile(
    r",\s(?:thus\s|thereby\s)?(?:demonstrat|show|highlight|indicat|confirm|validat|underscor|prov)\w{1,3}\s"
    r"(?:its|their|the)\s(?:[a-z-]{1,16}\s(?:and\s)?){0,2}$"
)
"""Ends what precedes a quality that a result is said to show: ', demonstrating its accuracy'."""
CLOSE_TO = re.compile(
    r"\b(?:(?:close|comparable|similar|equal|equivalent)\sto|on\spar\swith|approaching|matching)\s"
    r"(?:(?:the|that)\s)?(?:[a-z]{1,14}\s)?(?:of\s)?(?:the\s)?$"
)
"""Ends what precedes a method that a new value comes close to: it is not what the old one is of."""
METRIC_THEN = re.compile(
    r"\)?(?:\s(?:scores?|values?|rates?|results?))?\s?(?:\([^()]{1,20}\)\s?)?"
    rf"(?:\s?[=:(~]|\s?{_IS}(?=\s))?\s?{_ABOUT}[$~+<>≈-]{{0,3}}"
)
"""All that stands between a metric and the number that it is stated with: 'a recall of 81.2'."""
UNKNOWN_OF = re.compile(
    rf"\b(?:an?|the)\s(?P<name>(?!factors?\s)(?:[\w@-]{{2,20}}\s){{0,3}}(?!(?:{_NO_METRIC})s?\s)[\w@-]{{2,20}})\s"
    rf"of\s{_ABOUT}[$~<>≈]?$"
)
"""Ends what precedes a number of something with a name: 'a real-time factor of 0.11'."""
OF_UNKNOWN = re.compile(
    r"\s(?:of\s)?(?:the|its|their)\s(?P<name>(?:[\w-]{2,20}\s){0,2}?"
    r"(?:costs?|compute|memory|parameters|time|latency|energy|budget|size|FLOPs|tokens|data|steps))\b"
)
"""What follows a share of something: 'a third of the cost'."""
THEN_METRIC = re.compile(
    r"\\?%?\$?\)?\s(?:(?:points?|pp|absolute|relative)\s)?(?:(?:in|on|of|for)\s)?(?:terms\sof\s)?"
    r"(?:the\s)?(?:(?:mean|average|overall|top|higher|lower|better|total|improved)\s)?"
)
"""All that stands between a number and its metric: '81.2 % recall', '2.1 points in accuracy'."""
