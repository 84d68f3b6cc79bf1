/* SPDX-License-Identifier: Apache-2.0 */
/* The names of encodings that HTTP and pages use, and where a page says its own. */
#include <string.h>

#include "story/page/page.h"

/* --- Names ----------------------------------------------------------------------------------------------- */

/* An encoding as iconv knows it, and the labels for it in small letters, as browsers read them: what calls itself
 * Latin-1 or ASCII is windows-1252, and GB 2312 is GB 18030, which has all of its characters. */
typedef struct encoding {
    const char *name, *labels;
} encoding;

static const encoding encodings[] = {
    {"UTF-8", " unicode-1-1-utf-8 unicode11utf8 unicode20utf8 utf-8 utf8 utf8mb4 x-unicode20utf8 "},
    {"windows-1252",
     " ansi_x3.4-1968 ascii us-ascii cp1252 cp819 csisolatin1 ibm819 iso-8859-1 iso-ir-100 iso8859-1 iso88591 "
     "iso_8859-1 iso_8859-1:1987 l1 latin1 latin-1 windows-1252 x-cp1252 "},
    {"CP866", " 866 cp866 csibm866 ibm866 "},
    {"ISO-8859-2",
     " csisolatin2 iso-8859-2 iso-ir-101 iso8859-2 iso88592 iso_8859-2 iso_8859-2:1987 l2 latin2 latin-2 "},
    {"ISO-8859-3", " csisolatin3 iso-8859-3 iso-ir-109 iso8859-3 iso88593 iso_8859-3 iso_8859-3:1988 l3 latin3 "},
    {"ISO-8859-4", " csisolatin4 iso-8859-4 iso-ir-110 iso8859-4 iso88594 iso_8859-4 iso_8859-4:1988 l4 latin4 "},
    {"ISO-8859-5", " csisolatincyrillic cyrillic iso-8859-5 iso-ir-144 iso8859-5 iso88595 iso_8859-5 iso_8859-5:1988 "},
    {"ISO-8859-6",
     " arabic asmo-708 csiso88596e csiso88596i csisolatinarabic ecma-114 iso-8859-6 iso-8859-6-e iso-8859-6-i "
     "iso-ir-127 iso8859-6 iso88596 iso_8859-6 iso_8859-6:1987 "},
    {"ISO-8859-7",
     " csisolatingreek ecma-118 elot_928 greek greek8 iso-8859-7 iso-ir-126 iso8859-7 iso88597 iso_8859-7 "
     "iso_8859-7:1987 sun_eu_greek "},
    {"ISO-8859-8",
     " csiso88598e csiso88598i csisolatinhebrew hebrew iso-8859-8 iso-8859-8-e iso-8859-8-i iso-ir-138 iso8859-8 "
     "iso88598 iso_8859-8 iso_8859-8:1988 logical visual "},
    {"ISO-8859-10", " csisolatin6 iso-8859-10 iso-ir-157 iso8859-10 iso885910 l6 latin6 "},
    {"ISO-8859-13", " iso-8859-13 iso8859-13 iso885913 "},
    {"ISO-8859-14", " iso-8859-14 iso8859-14 iso885914 "},
    {"ISO-8859-15", " csisolatin9 iso-8859-15 iso8859-15 iso885915 iso_8859-15 l9 latin9 latin-9 "},
    {"ISO-8859-16", " iso-8859-16 "},
    {"KOI8-R", " cskoi8r koi koi8 koi8-r koi8_r "},
    {"KOI8-U", " koi8-ru koi8-u "},
    {"MACINTOSH", " csmacintosh mac macintosh x-mac-roman "},
    {"CP874", " dos-874 iso-8859-11 iso8859-11 iso885911 tis-620 windows-874 "},
    {"CP1250", " cp1250 windows-1250 x-cp1250 "},
    {"CP1251", " cp1251 windows-1251 win-1251 x-cp1251 "},
    {"CP1253", " cp1253 windows-1253 x-cp1253 "},
    {"CP1254",
     " cp1254 csisolatin5 iso-8859-9 iso-ir-148 iso8859-9 iso88599 iso_8859-9 iso_8859-9:1989 l5 latin5 windows-1254 "
     "x-cp1254 "},
    {"CP1255", " cp1255 windows-1255 x-cp1255 "},
    {"CP1256", " cp1256 windows-1256 x-cp1256 "},
    {"CP1257", " cp1257 windows-1257 x-cp1257 "},
    {"CP1258", " cp1258 windows-1258 x-cp1258 "},
    {"MAC-CYRILLIC", " x-mac-cyrillic x-mac-ukrainian "},
    {"GB18030",
     " chinese csgb2312 csiso58gb231280 gb2312 gb_2312 gb_2312-80 gbk iso-ir-58 x-gbk cp936 gb18030 gb-2312 "},
    {"BIG5-HKSCS", " big5 big5-hkscs cn-big5 csbig5 x-x-big5 "},
    {"EUC-JP-MS", " cseucpkdfmtjapanese euc-jp eucjp x-euc-jp "},
    {"ISO-2022-JP-2", " csiso2022jp iso-2022-jp iso-2022-jp-2 "},
    {"CP932", " csshiftjis ms932 ms_kanji shift-jis shift_jis sjis windows-31j x-sjis cp932 "},
    {"CP949",
     " cseuckr csksc56011987 euc-kr euckr iso-ir-149 korean ks_c_5601-1987 ks_c_5601-1989 ksc5601 ksc_5601 windows-949 "
     "cp949 "},
    {"ISO-2022-KR", " csiso2022kr iso-2022-kr "},
    {"UTF-16BE", " unicodefffe utf-16be "},
    {"UTF-16LE", " csunicode iso-10646-ucs-2 ucs-2 unicode unicodefeff utf-16 utf-16le "},
};

enum { LABEL_MAX = 40 };

static bool is_space(char c) {
    return c == ' ' || (c >= '\t' && c <= '\r');
}

static char to_lower(char c) {
    return c >= 'A' && c <= 'Z' ? (char)(c + 0x20) : c;
}

static hsy_str trim(hsy_str text) {
    while (text.size > 0 && (is_space(text.data[0]) || strchr("\"';", text.data[0]) != NULL))
        text = (hsy_str){.data = text.data + 1, .size = text.size - 1};
    while (text.size > 0 && (is_space(text.data[text.size - 1]) || strchr("\"';", text.data[text.size - 1]) != NULL))
        text.size--;
    return text;
}

const char *hsy_page_charset_of_label(hsy_str label) {
    char word[LABEL_MAX + 3] = " ";
    if (label.data == NULL) return NULL;
    label = trim(label);
    if (label.size == 0 || label.size > LABEL_MAX) return NULL;
    for (size_t i = 0; i < label.size; i++) {
        if (label.data[i] <= ' ') return NULL;
        word[i + 1] = to_lower(label.data[i]);
    }
    word[label.size + 1] = ' ';
    word[label.size + 2] = '\0';
    for (size_t i = 0; i < sizeof encodings / sizeof *encodings; i++)
        if (strstr(encodings[i].labels, word) != NULL) return encodings[i].name;
    return NULL;
}

/* --- What a page says ------------------------------------------------------------------------------------------ */

/* Whether text[at] begins with `word`, which is in small letters. */
static bool has(hsy_str text, size_t at, const char *word) {
    for (; *word != '\0'; at++, word++)
        if (at >= text.size || to_lower(text.data[at]) != *word) return false;
    return true;
}

static size_t find(hsy_str text, size_t at, const char *word) {
    while (at < text.size && !has(text, at, word))
        at++;
    return at;
}

typedef struct attribute {
    hsy_str name, value;
} attribute;

/* Reads an attribute and moves *at behind it. false: the tag is at its end. */
static bool next_attribute(hsy_str text, size_t *at, attribute *found) {
    size_t i = *at;
    while (i < text.size && (is_space(text.data[i]) || text.data[i] == '/'))
        i++;
    if (i == text.size || text.data[i] == '>') return false;
    size_t start = i++;
    while (i < text.size && !is_space(text.data[i]) && strchr("/>=", text.data[i]) == NULL)
        i++;
    *found = (attribute){.name = {.data = text.data + start, .size = i - start}};
    while (i < text.size && is_space(text.data[i]))
        i++;
    if (i < text.size && text.data[i] == '=') {
        i++;
        while (i < text.size && is_space(text.data[i]))
            i++;
        const char quote = i < text.size && (text.data[i] == '"' || text.data[i] == '\'') ? text.data[i++] : '\0';
        start = i;
        while (i < text.size &&
               (quote != '\0' ? text.data[i] != quote : !is_space(text.data[i]) && text.data[i] != '>'))
            i++;
        found->value = (hsy_str){.data = text.data + start, .size = i - start};
        if (quote != '\0' && i < text.size) i++;
    }
    *at = i;
    return true;
}

/* The value behind "charset=" in the content of a <meta>; empty: there is none. */
static hsy_str charset_in(hsy_str content) {
    for (size_t at = 0; (at = find(content, at, "charset")) < content.size;) {
        at += strlen("charset");
        while (at < content.size && is_space(content.data[at]))
            at++;
        if (at == content.size || content.data[at] != '=') continue;
        size_t start = ++at;
        while (start < content.size && (is_space(content.data[start]) || strchr("\"'", content.data[start]) != NULL))
            start++;
        size_t end = start;
        while (end < content.size && !is_space(content.data[end]) && strchr("\"';,", content.data[end]) == NULL)
            end++;
        return (hsy_str){.data = content.data + start, .size = end - start};
    }
    return (hsy_str){.data = NULL, .size = 0};
}

/* Reads the attributes of a <meta> from *at on. NULL: it names no charset. */
static const char *read_meta(hsy_str head, size_t *at) {
    attribute found;
    hsy_str charset = {.data = NULL, .size = 0}, content = charset;
    bool typed = false;
    while (next_attribute(head, at, &found)) {
        if (found.name.size == strlen("charset") && has(found.name, 0, "charset"))
            charset = found.value;
        else if (found.name.size == strlen("content") && has(found.name, 0, "content"))
            content = charset_in(found.value);
        else if (found.name.size == strlen("http-equiv") && has(found.name, 0, "http-equiv"))
            typed = has(trim(found.value), 0, "content-type");
    }
    const char *name = hsy_page_charset_of_label(charset);
    return name == NULL && typed ? hsy_page_charset_of_label(content) : name;
}

static const char *read_xml_declaration(hsy_str head) {
    if (!has(head, 0, "<?xml")) return NULL;
    attribute found;
    const char *name = NULL;
    size_t at = strlen("<?xml");
    while (name == NULL && next_attribute(head, &at, &found))
        if (has(found.name, 0, "encoding")) name = hsy_page_charset_of_label(found.value);
    return name;
}

const char *hsy_page_own_charset(hsy_str bytes) {
    const hsy_str head = {.data = bytes.data,
                          .size = bytes.size < HSY_PAGE_HEAD_BYTES ? bytes.size : HSY_PAGE_HEAD_BYTES};
    const char *name = NULL, *from_xml = read_xml_declaration(head);
    for (size_t at = 0; name == NULL && (at = find(head, at, "<")) < head.size;) {
        if (has(head, at, "<!--")) {
            at = find(head, at + 2, "-->");
        } else if (has(head, at, "<meta") && at + 5 < head.size &&
                   (is_space(head.data[at + 5]) || head.data[at + 5] == '/')) {
            at += strlen("<meta");
            name = read_meta(head, &at);
        } else {
            at++;
        }
    }
    if (name == NULL) name = from_xml;
    /* What could be read up to here as bytes is no UTF-16. */
    return name != NULL && strncmp(name, "UTF-16", 6) == 0 ? "UTF-8" : name;
}
