/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What somebody with a name is said to be:
 *
 *     director | Yusuf Devereaux         a title before the name
 *     Hugh Hill |, a doctor,             an apposition behind it
 *     her attorney, | Ivo Lund           an apposition before it
 *     Lund | is the mayor                a sentence that says so
 *
 * The place where the story brings somebody in counts. A later one replaces it only where the first is but a word or
 * two: "Mayor Lund" in the headline, "Nora Lund, the mayor of Harbury," in the text.
 */
#include "speaker/anonymity/roles.h"
#include "speaker/identity/offices.h"

enum {
    APPOSED = 30, /* words of an apposition behind a name */
    BRACKET = 6,  /* words of "(D., Ohio)" behind a name */
    BEFORE = 8,   /* words of a title that stand before the mention */
    BRIEF = 2,    /* words of a role that a fuller one may replace */
    FULLEST = 24  /* words of a role */
};

typedef struct finder {
    const hsy_scene *scene;
    const hsy_lexicon *lexicon;
    bool *cue;       /* [words] a word of a cue */
    hsy_words *told; /* [entities] */
    hsy_words *weak; /* [entities] by a description that stands elsewhere */
} finder;

/* --- Words ------------------------------------------------------------------------------------------------- */

static const char *const generic[] = {"man",   "woman", "person", "people", "boy",    "girl", "guy",
                                      "lady",  "men",   "women",  "boys",   "girls",  "guys", "ladies",
                                      "lad",   "chap",  "bloke",  "fellow", "folks",  "gent", "individual",
                                      "human", "pair",  "duo",    "trio",   "couple", NULL};

static uint32_t noun_of(const hsy_lexicon *lexicon, uint32_t word) {
    return hsy_noun_class(hsy_lexicon_at(lexicon, word)->text);
}

/* "Mr." and "Dr." tell how to address somebody. */
static bool is_courtesy(const hsy_lexicon *lexicon, uint32_t word) {
    static const char *const texts[] = {"dr", "dr.", "hon", "hon.", "honorable", "honourable", "saint", "st.", NULL};
    return hsy_lexicon_at(lexicon, word)->honorific != HSY_SEX_UNKNOWN || hsy_phrase_is(lexicon, word, texts);
}

/* A word that tells what somebody is; "former" and "vice" need another. */
static bool tells(const hsy_lexicon *lexicon, uint32_t word) {
    static const char *const halves[] = {"former", "vice", "senior", "prime", "deputy", NULL};
    if (is_courtesy(lexicon, word) || hsy_phrase_is(lexicon, word, generic)) return false;
    if ((noun_of(lexicon, word) & HSY_NOUN_PERSON) != 0) return true;
    return hsy_lexicon_is(lexicon, word, HSY_WORD_TITLE) && !hsy_phrase_is(lexicon, word, halves);
}

static hsy_words trim(const hsy_lexicon *lexicon, hsy_words words) {
    while (words.start < words.end &&
           (!hsy_lexicon_is(lexicon, words.start, HSY_WORD_LETTERS) || is_courtesy(lexicon, words.start)))
        words.start++;
    while (words.start < words.end && !hsy_lexicon_is(lexicon, words.end - 1, HSY_WORD_LETTERS))
        words.end--;
    return words;
}

static uint32_t size_of(hsy_words words) {
    return words.end > words.start ? words.end - words.start : 0;
}

/* --- A title before the name ---------------------------------------------------------------------------------- */

/* Where a title begins that stands before a mention of the name alone: "Lions boss | Sir Clive". */
static uint32_t title_start(const finder *find, uint32_t word) {
    const hsy_lexicon *lexicon = find->lexicon;
    hsy_words sentence = hsy_lexicon_sentence(lexicon, word);
    bool told = false;
    for (int step = 0; step < BEFORE && word > sentence.start && !find->cue[word - 1]; step++, word--) {
        bool name = told && hsy_lexicon_is_name(lexicon, word - 1) && !hsy_lexicon_begins(lexicon, word - 1) &&
                    !hsy_lexicon_is(lexicon, word - 1, HSY_WORD_BREAK);
        if (!name && !tells(lexicon, word - 1) && !is_courtesy(lexicon, word - 1)) break;
        told |= tells(lexicon, word - 1);
    }
    return word;
}

static hsy_words title_before(const finder *find, const hsy_mention *mention) {
    const hsy_lexicon *lexicon = find->lexicon;
    hsy_words title = {mention->words.start, hsy_name_bare(lexicon, mention->name).start};
    if (title.end < title.start) return (hsy_words){0};
    title.start = title_start(find, title.start);
    while (title.start < title.end && is_courtesy(lexicon, title.end - 1))
        title.end--;
    title = trim(lexicon, title);
    if (size_of(title) > FULLEST) return (hsy_words){0};
    bool told = false;
    for (uint32_t word = title.start; word < title.end; word++) {
        if (hsy_lexicon_equals(lexicon, word, ",") && word + 1 < title.end &&
            (noun_of(lexicon, word - 1) & HSY_NOUN_PERSON) != 0)
            return (hsy_words){0}; /* a list */
        told |= tells(lexicon, word);
    }
    return told ? title : (hsy_words){0};
}

/* --- An apposition behind it -------------------------------------------------------------------------------------- */

static bool is_number(const hsy_lexicon *lexicon, uint32_t word) {
    hsy_str text = hsy_lexicon_at(lexicon, word)->text;
    return text.size > 0 && text.size < 4 && text.data[0] >= '0' && text.data[0] <= '9';
}

static bool opens_apposition(const hsy_lexicon *lexicon, uint32_t word) {
    static const char *const marks[] = {",", "--", "—", "–", "-", NULL};
    return hsy_phrase_is(lexicon, word, marks);
}

static bool closes(const hsy_lexicon *lexicon, uint32_t word) {
    static const char *const texts[] = {",", "(", "[", "--", "—",  "–",   "-",    ";",     ":",     ".",     "?",
                                        "!", ")", "]", "”",  "\"", "who", "whom", "whose", "which", "where", NULL};
    return hsy_phrase_is(lexicon, word, texts);
}

/* Where what hangs on a name begins: behind the comma, and behind an age or "(D., Ohio)" before it. */
static uint32_t apposition_from(const hsy_lexicon *lexicon, uint32_t word, uint32_t end) {
    if (word < end && hsy_lexicon_equals(lexicon, word, "("))
        for (uint32_t at = word; at < end && at < word + BRACKET; at++)
            if (hsy_lexicon_equals(lexicon, at, ")")) {
                word = at + 1;
                break;
            }
    if (word >= end || !opens_apposition(lexicon, word)) return end;
    word++;
    static const char *const ages[] = {"now", "aged", NULL};
    uint32_t age = word < end && hsy_phrase_is(lexicon, word, ages) ? word + 1 : word;
    if (age + 1 < end && is_number(lexicon, age) && hsy_lexicon_equals(lexicon, age + 1, ",")) word = age + 2;
    if (word < end && hsy_lexicon_equals(lexicon, word, "of")) { /* "of Harbury," */
        uint32_t at = word + 1;
        while (at < end && hsy_lexicon_is_name(lexicon, at))
            at++;
        if (at > word + 1 && at + 1 < end && hsy_lexicon_equals(lexicon, at, ",")) word = at + 1;
    }
    return word;
}

/* "in Harbury, Ohio," */
static bool is_place(const hsy_lexicon *lexicon, uint32_t comma, uint32_t end) {
    if (!hsy_lexicon_equals(lexicon, comma, ",") || comma + 1 >= end) return false;
    if (!hsy_lexicon_is_name(lexicon, comma - 1) || !hsy_lexicon_is_name(lexicon, comma + 1)) return false;
    return comma + 2 >= end || closes(lexicon, comma + 2) ||
           (hsy_lexicon_is_name(lexicon, comma + 2) && (comma + 3 >= end || closes(lexicon, comma + 3)));
}

/* "With Lund, the director resigned": it may be the subject that follows. */
static bool may_be_subject(const hsy_lexicon *lexicon, hsy_words sentence) {
    static const char *const texts[] = {"according", "after", "before", "as",     "when",    "while",
                                        "if",        "since", "unlike", "though", "because", NULL};
    uint32_t first = sentence.start;
    while (first + 1 < sentence.end && !hsy_lexicon_is(lexicon, first, HSY_WORD_LETTERS))
        first++;
    return hsy_lexicon_is(lexicon, first, HSY_WORD_PREPOSITION) || hsy_phrase_is(lexicon, first, texts);
}

/* Whether the words are one noun phrase for one person, and no clause. */
static bool describes_one(const finder *find, hsy_words words) {
    const hsy_lexicon *lexicon = find->lexicon;
    for (uint32_t word = words.start; word < words.end; word++) {
        bool be = hsy_lexicon_is(lexicon, word, HSY_WORD_BE) && !hsy_lexicon_equals(lexicon, word, "'s");
        if (find->cue[word] || be) return false;
    }
    hsy_phrase phrase = hsy_phrase_read(lexicon, words);
    if ((phrase.noun & HSY_NOUN_PERSON) == 0 || (phrase.noun & HSY_NOUN_PLURAL) != 0) return false;
    if (phrase.form == HSY_FORM_NAME || hsy_form_is_pronoun(phrase.form)) return false;
    if (hsy_phrase_is(lexicon, phrase.head, generic) && phrase.head + 1 >= words.end) return false;
    return phrase.head + 1 == phrase.core_end && phrase.words.start == words.start;
}

static hsy_words apposition_behind(const finder *find, const hsy_mention *mention) {
    const hsy_lexicon *lexicon = find->lexicon;
    hsy_words sentence = hsy_lexicon_sentence(lexicon, mention->name.start);
    uint32_t from = apposition_from(lexicon, mention->name.end, sentence.end), end = from;
    while (end < sentence.end && end < from + APPOSED &&
           (!closes(lexicon, end) || (end > from && is_place(lexicon, end, sentence.end))))
        end++;
    bool closed = end < sentence.end && closes(lexicon, end) && !hsy_lexicon_equals(lexicon, end, ".");
    if (end == from || end == from + APPOSED || (!closed && may_be_subject(lexicon, sentence))) return (hsy_words){0};
    return describes_one(find, (hsy_words){from, end}) ? trim(lexicon, (hsy_words){from, end}) : (hsy_words){0};
}

/* --- Descriptions elsewhere ----------------------------------------------------------------------------------- */

/* A noun phrase without what hangs on it with a comma, and without a clause. */
static hsy_words description(const hsy_lexicon *lexicon, const hsy_mention *mention) {
    hsy_words words = hsy_wording_core(lexicon, mention->words, mention->head);
    for (uint32_t word = mention->head + 1; word < words.end; word++)
        if ((closes(lexicon, word) && !is_place(lexicon, word, words.end)) ||
            (word == mention->head + 1 && hsy_lexicon_is_name(lexicon, word)))
            words.end = word;
    if (hsy_phrase_is(lexicon, mention->head, generic) || !tells(lexicon, mention->head)) return (hsy_words){0};
    words = trim(lexicon, words);
    if (size_of(words) > FULLEST) return (hsy_words){0};
    return words;
}

/* "Lund is the mayor" */
static hsy_words copula(const finder *find, const hsy_mention *mention) {
    const hsy_entities *entities = find->scene->entities;
    uint32_t be = mention->words.end, count = (uint32_t)find->scene->tokens->word_count;
    if (be + 1 >= count || !hsy_lexicon_is(find->lexicon, be, HSY_WORD_BE) || find->cue[be]) return (hsy_words){0};
    if (hsy_lexicon_equals(find->lexicon, be, "'s")) return (hsy_words){0};
    for (uint32_t i = hsy_mention_from(entities, be + 1);
         i < entities->count && entities->mentions[i].words.start == be + 1; i++) {
        const hsy_mention *other = &entities->mentions[i];
        if (other->joined || other->form <= HSY_FORM_NAME) continue;
        uint32_t noun = noun_of(find->lexicon, other->head), sure = HSY_NOUN_OFFICE | HSY_NOUN_VOICE | HSY_NOUN_INSIDE;
        if ((noun & sure) == 0 && (other->form != HSY_FORM_DEFINITE || (noun & HSY_NOUN_PERSON) == 0)) continue;
        return description(find->lexicon, other);
    }
    return (hsy_words){0};
}

/* --- All mentions ------------------------------------------------------------------------------------------------ */

static void learn(hsy_words *role, hsy_words found, bool apposed) {
    if (size_of(found) == 0) return;
    bool fuller = apposed && size_of(*role) <= BRIEF && size_of(found) > size_of(*role);
    if (size_of(*role) == 0 || fuller) *role = found;
}

static void look_at(const finder *find, uint32_t number) {
    const hsy_scene *scene = find->scene;
    const hsy_mention *mention = &scene->entities->mentions[number];
    if (mention->joined || hsy_form_is_pronoun((hsy_form)mention->form)) return;
    uint32_t entity = hsy_name_root(scene->names, mention->entity);
    if (!mention->person || mention->name.start >= mention->name.end) {
        bool one = mention->form > HSY_FORM_NAME && mention->number != HSY_NUMBER_MANY &&
                   (noun_of(find->lexicon, mention->head) & (HSY_NOUN_PERSON | HSY_NOUN_KIN)) == HSY_NOUN_PERSON;
        if (one) learn(&find->weak[entity], description(find->lexicon, mention), true);
        return;
    }
    hsy_words behind = apposition_behind(find, mention), title = title_before(find, mention);
    uint32_t before = hsy_offices_explained(scene, number);
    if (before != HSY_NONE && size_of(behind) == 0)
        behind = description(find->lexicon, &scene->entities->mentions[before]);
    bool apposed = size_of(behind) > size_of(title);
    learn(&find->told[entity], apposed ? behind : title, apposed);
    learn(&find->weak[entity], copula(find, mention), true);
}

hearsay_status hsy_roles_read(const hsy_scene *scene, hsy_roles *roles, hearsay_error *error) {
    *roles = (hsy_roles){0};
    if (scene->names == NULL) return HEARSAY_OK;
    const hsy_entities *entities = scene->entities;
    finder find = {.scene = scene,
                   .lexicon = scene->lexicon,
                   .cue = HSY_NEW(scene->work, bool, scene->tokens->word_count + 1),
                   .told = HSY_NEW(scene->work, hsy_words, entities->entity_count + 1),
                   .weak = HSY_NEW(scene->work, hsy_words, entities->entity_count + 1)};
    if (find.cue == NULL || find.told == NULL || find.weak == NULL) return hsy_fail_memory(error);
    for (size_t i = 0; i < scene->attributions->count; i++)
        for (uint32_t word = scene->attributions->items[i].cue.start; word < scene->attributions->items[i].cue.end;
             word++)
            find.cue[word] = true;
    for (uint32_t i = 0; i < entities->count; i++)
        look_at(&find, i);
    for (size_t entity = 0; entity < entities->entity_count; entity++)
        if (size_of(find.told[entity]) == 0) find.told[entity] = find.weak[entity];
    roles->of = find.told;
    return HEARSAY_OK;
}

/* --- Of a source ---------------------------------------------------------------------------------------------- */

/* "senators Ana Weiss and Ivo Lund", "two members of the board, Weiss and Lund" */
static hsy_words role_of_several(const hsy_lexicon *lexicon, hsy_words words) {
    uint32_t end = words.start;
    bool told = false, many = false;
    while (end < words.end && !hsy_lexicon_equals(lexicon, end, ",") && !hsy_lexicon_equals(lexicon, end, "and")) {
        uint32_t noun = noun_of(lexicon, end);
        if (told && hsy_lexicon_is_name(lexicon, end) && (noun & HSY_NOUN_PERSON) == 0 &&
            !hsy_lexicon_is(lexicon, end - 1, HSY_WORD_PREPOSITION | HSY_WORD_DETERMINER))
            break;
        told |= tells(lexicon, end);
        many |= (noun & (HSY_NOUN_PERSON | HSY_NOUN_PLURAL)) == (HSY_NOUN_PERSON | HSY_NOUN_PLURAL);
        end++;
    }
    return told && many && end < words.end ? trim(lexicon, (hsy_words){words.start, end}) : (hsy_words){0};
}

/* What is told of whom the source stands for, at another place. */
static hsy_words role_elsewhere(const hsy_scene *scene, const hsy_roles *roles, size_t number) {
    if (roles->of == NULL || scene->names == NULL || scene->entities->mentions == NULL) return (hsy_words){0};
    uint32_t who = scene->names->who[number];
    if (who == HSY_NONE) who = scene->entities->source[number];
    if (who == HSY_NONE) return (hsy_words){0};
    return roles->of[hsy_name_root(scene->names, scene->entities->mentions[who].entity)];
}

static hsy_words role_of_unnamed(const hsy_scene *scene, const hsy_roles *roles, const hsy_informants *informants,
                                 size_t number) {
    const hsy_informant *own = &informants->items[number], *leader = &informants->items[own->leader];
    const hsy_informant *told = own->brief ? leader : own;
    if (told->brief) {
        hsy_words role = role_elsewhere(scene, roles, number);
        if (size_of(role) > 0) return role;
    }
    if ((told->phrase.noun & HSY_NOUN_PERSON) == 0 || told->phrase.form == HSY_FORM_NAME) return (hsy_words){0};
    if (told->phrase.amount == HSY_AMOUNT_SHARE) return (hsy_words){0}; /* of a survey */
    return hsy_details_role(scene, told);
}

hsy_words hsy_roles_find(const hsy_scene *scene, const hsy_roles *roles, const hsy_informants *informants,
                         size_t number) {
    const hsy_speaker *speaker = &scene->speakers[number];
    if (speaker->kind != HEARSAY_KIND_PERSON && speaker->kind != HEARSAY_KIND_GROUP) return (hsy_words){0};
    if (!speaker->named) return role_of_unnamed(scene, roles, informants, number);
    uint32_t source = scene->entities->source[number], who = source;
    if (scene->names != NULL && scene->names->who[number] != HSY_NONE) who = scene->names->who[number];
    if (speaker->kind == HEARSAY_KIND_GROUP) {
        if (who == HSY_NONE) return (hsy_words){0};
        return role_of_several(scene->lexicon, scene->entities->mentions[who].words);
    }
    const hsy_mention *own = source == HSY_NONE ? NULL : &scene->entities->mentions[source];
    if (own != NULL && own->form > HSY_FORM_NAME && own->name.start >= own->name.end) {
        hsy_words role = description(scene->lexicon, own); /* "the chief engineer said" */
        if (size_of(role) > 0) return role;
    }
    return role_elsewhere(scene, roles, number);
}
