/* SPDX-License-Identifier: Apache-2.0 */
/* Parsing the command line by a command's table. */
#include <stdlib.h>
#include <string.h>

#include "cli.h"
#include "message.h"
#include "suggest.h"

static const cli_option *find_name(const cli_command *command, const char *name, size_t length) {
    for (size_t i = 0; i < command->option_count; i++) {
        const cli_option *option = &command->options[i];
        if (strlen(option->name) == length && strncmp(option->name, name, length) == 0) return option;
    }
    return NULL;
}

static const cli_option *find_letter(const cli_command *command, char letter) {
    for (size_t i = 0; i < command->option_count; i++)
        if (command->options[i].letter == letter) return &command->options[i];
    return NULL;
}

static const cli_option *find_id(const cli_command *command, cli_option_id id) {
    for (size_t i = 0; i < command->option_count; i++)
        if (command->options[i].id == id) return &command->options[i];
    return NULL;
}

static void complain_unknown(const cli_command *command, const char *word, size_t length) {
    cli_suggestion nearest = cli_suggest_for(word + 2, length - 2);
    for (size_t i = 0; i < command->option_count && word[1] == '-'; i++)
        cli_suggest_try(&nearest, command->options[i].name);
    if (word[1] == '-' && nearest.best != NULL)
        cli_complain("%s has no option %.*s; did you mean --%s?", command->name, (int)length, word, nearest.best);
    else
        cli_complain("%s has no option %.*s; `hearsay help %s` lists them", command->name, (int)length, word,
                     command->name);
}

static bool complain_choice(const cli_option *option, const char *value) {
    char list[256] = "";
    for (size_t i = 0; option->choices[i] != NULL; i++) {
        const char *between = i == 0 ? "" : option->choices[i + 1] == NULL ? " or " : ", ";
        strncat(list, between, sizeof list - strlen(list) - 1);
        strncat(list, option->choices[i], sizeof list - strlen(list) - 1);
    }
    cli_complain("--%s takes %s, not '%s'", option->name, list, value);
    return false;
}

static bool check_choice(const cli_option *option, const char *value) {
    if (option->choices == NULL) return true;
    for (size_t i = 0; option->choices[i] != NULL; i++)
        if (strcmp(option->choices[i], value) == 0) return true;
    return complain_choice(option, value);
}

/* Parses words[*at], an option; where its value is the next word, *at moves on to that. */
static bool parse_option(const cli_command *command, char **words, size_t count, size_t *at, cli_arguments *arguments) {
    const char *word = words[*at];
    bool is_long = word[1] == '-';
    const char *equals = is_long ? strchr(word, '=') : NULL;
    size_t length = equals == NULL ? strlen(word) : (size_t)(equals - word);
    const cli_option *option = is_long       ? find_name(command, word + 2, length - 2)
                               : length == 2 ? find_letter(command, word[1])
                                             : NULL;
    if (option == NULL) {
        complain_unknown(command, word, length);
        return false;
    }
    const char *value = "";
    if (option->value == NULL && equals != NULL) {
        cli_complain("--%s takes no value", option->name);
        return false;
    }
    if (option->value != NULL && equals != NULL) {
        value = equals + 1;
    } else if (option->value != NULL) {
        if (*at + 1 >= count) {
            cli_complain("--%s needs a value: --%s=%s", option->name, option->name, option->value);
            return false;
        }
        value = words[++*at];
    }
    if (!check_choice(option, value)) return false;
    arguments->values[option->id] = value;
    return true;
}

bool cli_options_parse(const cli_command *command, char **words, size_t count, cli_arguments *arguments) {
    *arguments = (cli_arguments){.command = command, .operands = words};
    bool ended = false;
    for (size_t at = 0; at < count; at++) {
        char *word = words[at];
        if (!ended && strcmp(word, "--") == 0) {
            ended = true;
        } else if (!ended && word[0] == '-' && word[1] != '\0') {
            if (!parse_option(command, words, count, &at, arguments)) return false;
        } else {
            words[arguments->operand_count++] = word;
        }
    }
    return true;
}

/* At most nine digits, so that every number fits. */
static bool parse_digits(const char *text, size_t length, unsigned *number) {
    *number = 0;
    if (length == 0 || length > 9) return false;
    for (size_t i = 0; i < length; i++) {
        if (text[i] < '0' || text[i] > '9') return false;
        *number = *number * 10 + (unsigned)(text[i] - '0');
    }
    return true;
}

bool cli_options_number(const cli_arguments *arguments, cli_option_id id, unsigned low, unsigned high,
                        unsigned otherwise, unsigned *number) {
    const char *value = arguments->values[id];
    *number = otherwise;
    if (value == NULL) return true;
    if (parse_digits(value, strlen(value), number) && *number >= low && *number <= high) return true;
    cli_complain("--%s takes a whole number from %u to %u, not '%s'", find_id(arguments->command, id)->name, low, high,
                 value);
    return false;
}

/* Digits with at most one point among them, "0.85", ".5" or "1", from 0 to 1. */
static bool parse_fraction(const char *text, double *number) {
    size_t whole_length = strcspn(text, ".");
    const char *rest = text[whole_length] == '.' ? text + whole_length + 1 : text + whole_length;
    size_t rest_length = strlen(rest);
    unsigned whole = 0, part = 0;
    if (whole_length + rest_length == 0) return false;
    if (whole_length > 0 && !parse_digits(text, whole_length, &whole)) return false;
    if (rest_length > 0 && !parse_digits(rest, rest_length, &part)) return false;
    double unit = 1;
    for (size_t i = 0; i < rest_length; i++)
        unit *= 10;
    *number = (double)whole + (double)part / unit;
    return *number <= 1;
}

bool cli_options_fraction(const cli_arguments *arguments, cli_option_id id, double *number) {
    const char *value = arguments->values[id];
    *number = 0;
    if (value == NULL || parse_fraction(value, number)) return true;
    cli_complain("--%s takes a number from 0 to 1, such as 0.8, not '%s'", find_id(arguments->command, id)->name,
                 value);
    return false;
}

/* In the order of hearsay_input, behind HEARSAY_INPUT_ANY. */
const char *const cli_input_formats[] = {"text", "html", "json", "feed", "warc", NULL};

hearsay_input cli_options_input(const cli_arguments *arguments) {
    const char *value = arguments->values[CLI_OPTION_INPUT];
    for (int i = 0; value != NULL && cli_input_formats[i] != NULL; i++)
        if (strcmp(cli_input_formats[i], value) == 0) return (hearsay_input)(HEARSAY_INPUT_TEXT + i);
    return HEARSAY_INPUT_ANY;
}

static unsigned days_of_month(unsigned year, unsigned month) {
    static const unsigned char days[12] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    bool leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
    return month == 2 && leap ? 29 : days[month - 1];
}

static bool is_date(const char *text) {
    size_t length = strlen(text);
    unsigned year, month, day;
    if (length != 4 && length != 7 && length != 10) return false;
    if (!parse_digits(text, 4, &year) || year == 0) return false;
    if (length == 4) return true;
    if (text[4] != '-' || !parse_digits(text + 5, 2, &month) || month < 1 || month > 12) return false;
    if (length == 7) return true;
    return text[7] == '-' && parse_digits(text + 8, 2, &day) && day >= 1 && day <= days_of_month(year, month);
}

bool cli_options_date(const cli_arguments *arguments, cli_option_id id) {
    const char *value = arguments->values[id];
    if (value == NULL || is_date(value)) return true;
    cli_complain("--%s takes a day, a month or a year of the calendar (2016-10-04, 2016-10 or 2016), not '%s'",
                 find_id(arguments->command, id)->name, value);
    return false;
}
