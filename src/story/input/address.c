/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Which addresses of the network are public ones: the special-purpose registries of IANA for IPv4 and IPv6, as tables.
 * An IPv6 address that has an IPv4 address inside, for a gateway that leads there, is judged by that one.
 */
#include "story/input/address.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

enum { V4_BYTES = 4, V6_BYTES = 16, BYTE_BITS = 8 };

static const char machine[] = "an address of this machine";
static const char private[] = "an address of a private network";
static const char local[] = "an address of the local network link";
static const char many[] = "a multicast or broadcast address";
static const char reserved[] = "an address that is reserved";

typedef struct range {
    uint8_t prefix[V6_BYTES];
    unsigned bits;
    const char *kind; /* NULL: a public one */
} range;

/* The first range that fits counts. */
static const range ranges_v4[] = {
    {{0}, 8, machine},                /* "this host on this network"; Linux takes 0.0.0.0 for itself */
    {{10}, 8, private},               /* RFC 1918 */
    {{100, 64}, 10, private},         /* a provider's own, RFC 6598 */
    {{127}, 8, machine},              /* loopback */
    {{169, 254}, 16, local},          /* RFC 3927; a cloud's machines find their secrets there */
    {{172, 16}, 12, private},         /* RFC 1918 */
    {{192, 0, 0}, 24, reserved},      /* protocol assignments */
    {{192, 0, 2}, 24, reserved},      /* documentation */
    {{192, 88, 99}, 24, reserved},    /* once the relays of 6to4 */
    {{192, 168}, 16, private},        /* RFC 1918 */
    {{198, 18}, 15, reserved},        /* benchmarks */
    {{198, 51, 100}, 24, reserved},   /* documentation */
    {{203, 0, 113}, 24, reserved},    /* documentation */
    {{224}, 4, many},                 /* multicast */
    {{255, 255, 255, 255}, 32, many}, /* broadcast */
    {{240}, 4, reserved},             /* for the future */
    {{0}, 0, NULL},
};

static const range ranges_v6[] = {
    {{0}, 128, machine},                      /* :: */
    {{[15] = 1}, 128, machine},               /* ::1, loopback */
    {{0xfc}, 7, private},                     /* unique local addresses */
    {{0xfe, 0x80}, 10, local},                /* link-local ones */
    {{0xfe, 0xc0}, 10, private},              /* site-local ones, which came before fc00::/7 */
    {{0xff}, 8, many},                        /* multicast */
    {{0x20, 0x01}, 23, reserved},             /* protocol assignments */
    {{0x20, 0x01, 0x0d, 0xb8}, 32, reserved}, /* documentation */
    {{0x3f, 0xff}, 20, reserved},             /* documentation */
    {{0x20}, 3, NULL},                        /* all that has been given out to the public */
    {{0}, 0, reserved},
};

/* Where an IPv6 address has an IPv4 address inside: in the network `prefix`, at the byte `at`. */
static const struct {
    uint8_t prefix[V6_BYTES];
    unsigned bits;
    uint8_t mask; /* its bits are turned over */
    size_t at;
} inside[] = {
    {{[10] = 0xff, 0xff}, 96, 0, 12},      /* ::ffff:0:0/96, IPv4-mapped */
    {{[8] = 0xff, 0xff}, 96, 0, 12},       /* ::ffff:0:0:0/96, IPv4-translated */
    {{0}, 96, 0, 12},                      /* ::/96, IPv4-compatible */
    {{0x00, 0x64, 0xff, 0x9b}, 96, 0, 12}, /* 64:ff9b::/96, NAT64 */
    {{0x20, 0x02}, 16, 0, 2},              /* 2002::/16, 6to4 */
    {{0x20, 0x01, 0, 0}, 32, 0, 4},        /* 2001::/32, Teredo: the server */
    {{0x20, 0x01, 0, 0}, 32, 0xff, 12},    /* and the client */
};

static bool begins(const uint8_t *bytes, const uint8_t *prefix, unsigned bits) {
    const size_t whole = bits / BYTE_BITS;
    const unsigned rest = bits % BYTE_BITS;
    if (memcmp(bytes, prefix, whole) != 0) return false;
    return rest == 0 || (bytes[whole] ^ prefix[whole]) >> (BYTE_BITS - rest) == 0;
}

/* The table's last range fits all. */
static const char *find(const range *ranges, const uint8_t *bytes) {
    while (!begins(bytes, ranges->prefix, ranges->bits))
        ranges++;
    return ranges->kind;
}

static const char *judge_v6(const uint8_t bytes[V6_BYTES]) {
    bool found = false;
    if (find(ranges_v6, bytes) == machine) return machine; /* of ::/96, but no IPv4 address is meant */
    for (size_t i = 0; i < sizeof inside / sizeof *inside; i++) {
        if (!begins(bytes, inside[i].prefix, inside[i].bits)) continue;
        uint8_t v4[V4_BYTES];
        for (size_t j = 0; j < V4_BYTES; j++)
            v4[j] = bytes[inside[i].at + j] ^ inside[i].mask;
        const char *kind = find(ranges_v4, v4);
        if (kind != NULL) return kind;
        found = true;
    }
    return found ? NULL : find(ranges_v6, bytes);
}

const char *hsy_address_judge(const struct sockaddr *address, socklen_t size) {
    struct sockaddr_in v4;
    struct sockaddr_in6 v6;
    if (size >= sizeof v4 && address->sa_family == AF_INET) {
        memcpy(&v4, address, sizeof v4);
        uint8_t bytes[V4_BYTES];
        memcpy(bytes, &v4.sin_addr, sizeof bytes);
        return find(ranges_v4, bytes);
    }
    if (size >= sizeof v6 && address->sa_family == AF_INET6) {
        memcpy(&v6, address, sizeof v6);
        return judge_v6(v6.sin6_addr.s6_addr);
    }
    return machine; /* a socket in the file system, or what else is not of the net */
}

void hsy_address_print(const struct sockaddr *address, socklen_t size, char text[HSY_ADDRESS_TEXT_BYTES]) {
    struct sockaddr_in v4;
    struct sockaddr_in6 v6;
    const char *written = NULL;
    if (size >= sizeof v4 && address->sa_family == AF_INET) {
        memcpy(&v4, address, sizeof v4);
        written = inet_ntop(AF_INET, &v4.sin_addr, text, HSY_ADDRESS_TEXT_BYTES);
    } else if (size >= sizeof v6 && address->sa_family == AF_INET6) {
        memcpy(&v6, address, sizeof v6);
        written = inet_ntop(AF_INET6, &v6.sin6_addr, text, HSY_ADDRESS_TEXT_BYTES);
    }
    if (written == NULL) memcpy(text, "a local socket", sizeof "a local socket");
}
