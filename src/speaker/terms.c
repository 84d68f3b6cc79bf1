/* SPDX-License-Identifier: Apache-2.0 */
/* The words that every output uses for what is found of a source: public functions, which the renderers call too. */
#include "speaker/speaker.h"

const char *hearsay_kind_name(hearsay_kind kind) {
    switch (kind) {
    case HEARSAY_KIND_NONE:
        return "none";
    case HEARSAY_KIND_PERSON:
        return "person";
    case HEARSAY_KIND_ORGANIZATION:
        return "organization";
    case HEARSAY_KIND_OUTLET:
        return "outlet";
    case HEARSAY_KIND_DOCUMENT:
        return "document";
    case HEARSAY_KIND_GROUP:
        return "group";
    }
    return "none";
}

const char *hearsay_gender_name(hearsay_gender gender) {
    switch (gender) {
    case HEARSAY_GENDER_NOT_APPLICABLE:
        return "n/a";
    case HEARSAY_GENDER_UNKNOWN:
        return "unknown";
    case HEARSAY_GENDER_FEMALE:
        return "female";
    case HEARSAY_GENDER_MALE:
        return "male";
    }
    return "n/a";
}

const char *hearsay_gender_by_name(hearsay_gender_by by) {
    switch (by) {
    case HEARSAY_BY_NOTHING:
        return "none";
    case HEARSAY_BY_PRONOUN:
        return "pronoun";
    case HEARSAY_BY_HONORIFIC:
        return "honorific";
    case HEARSAY_BY_KINSHIP:
        return "kinship";
    case HEARSAY_BY_FIRST_NAME:
        return "first name";
    }
    return "none";
}

const char *hearsay_stance_name(hearsay_stance stance) {
    switch (stance) {
    case HEARSAY_SAYS:
        return "says";
    case HEARSAY_CLAIMS:
        return "claims";
    case HEARSAY_ALLEGES:
        return "alleges";
    case HEARSAY_DENIES:
        return "denies";
    case HEARSAY_CONFIRMS:
        return "confirms";
    case HEARSAY_ADMITS:
        return "admits";
    case HEARSAY_ASKS:
        return "asks";
    case HEARSAY_PROMISES:
        return "promises";
    case HEARSAY_BELIEVES:
        return "believes";
    case HEARSAY_WANTS:
        return "wants";
    case HEARSAY_REPORTS:
        return "reports";
    case HEARSAY_DECLINES:
        return "declines";
    }
    return "says";
}
