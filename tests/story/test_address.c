/* SPDX-License-Identifier: Apache-2.0 */
/* Which addresses are public ones, and how the names of hosts are written. */
#include "made.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/un.h>

#include "story/input/address.h"
#include "story/input/host.h"

#define MACHINE "an address of this machine"
#define PRIVATE "an address of a private network"
#define LOCAL "an address of the local network link"
#define MANY "a multicast or broadcast address"
#define RESERVED "an address that is reserved"

static const char *judged(const char *text) {
    struct sockaddr_storage storage = {.ss_family = AF_UNSPEC};
    struct sockaddr_in v4 = {.sin_family = AF_INET};
    struct sockaddr_in6 v6 = {.sin6_family = AF_INET6};
    socklen_t size = 0;
    if (inet_pton(AF_INET, text, &v4.sin_addr) == 1) {
        size = sizeof v4;
        memcpy(&storage, &v4, size);
    } else if (inet_pton(AF_INET6, text, &v6.sin6_addr) == 1) {
        size = sizeof v6;
        memcpy(&storage, &v6, size);
    } else {
        fail_msg("%s is no address", text);
    }
    char printed[HSY_ADDRESS_TEXT_BYTES];
    hsy_address_print((const struct sockaddr *)&storage, size, printed);
    assert_string_equal(printed, text);
    return hsy_address_judge((const struct sockaddr *)&storage, size);
}

static void assert_judged(const char *text, const char *kind) {
    const char *found = judged(text);
    if (found == NULL || kind == NULL ? found != kind : strcmp(found, kind) != 0)
        fail_msg("%s is judged as %s", text, found == NULL ? "public" : found);
}

/* The first and the last address of a range, and the two around it, which are of another kind. NULL: there are none. */
static void assert_range(const char *kind, const char *before, const char *first, const char *last, const char *after) {
    assert_judged(first, kind);
    assert_judged(last, kind);
    if (before != NULL) assert_judged(before, NULL);
    if (after != NULL) assert_judged(after, NULL);
}

static void test_ipv4_ranges_end_where_the_registry_ends_them(void **state) {
    (void)state;
    assert_range(MACHINE, NULL, "0.0.0.0", "0.255.255.255", "1.0.0.0");
    assert_range(PRIVATE, "9.255.255.255", "10.0.0.0", "10.255.255.255", "11.0.0.0");
    assert_range(PRIVATE, "100.63.255.255", "100.64.0.0", "100.127.255.255", "100.128.0.0");
    assert_range(MACHINE, "126.255.255.255", "127.0.0.0", "127.255.255.255", "128.0.0.0");
    assert_range(LOCAL, "169.253.255.255", "169.254.0.0", "169.254.255.255", "169.255.0.0");
    assert_range(PRIVATE, "172.15.255.255", "172.16.0.0", "172.31.255.255", "172.32.0.0");
    assert_range(RESERVED, "191.255.255.255", "192.0.0.0", "192.0.0.255", "192.0.1.0");
    assert_range(RESERVED, "192.0.1.255", "192.0.2.0", "192.0.2.255", "192.0.3.0");
    assert_range(RESERVED, "192.88.98.255", "192.88.99.0", "192.88.99.255", "192.88.100.0");
    assert_range(PRIVATE, "192.167.255.255", "192.168.0.0", "192.168.255.255", "192.169.0.0");
    assert_range(RESERVED, "198.17.255.255", "198.18.0.0", "198.19.255.255", "198.20.0.0");
    assert_range(RESERVED, "198.51.99.255", "198.51.100.0", "198.51.100.255", "198.51.101.0");
    assert_range(RESERVED, "203.0.112.255", "203.0.113.0", "203.0.113.255", "203.0.114.0");
    assert_range(MANY, "223.255.255.255", "224.0.0.0", "239.255.255.255", NULL);
    assert_range(RESERVED, NULL, "240.0.0.0", "255.255.255.254", NULL);
    assert_judged("255.255.255.255", MANY);
}

static void test_the_addresses_that_lead_to_secrets_are_no_public_ones(void **state) {
    (void)state;
    assert_judged("127.0.0.1", MACHINE);
    assert_judged("169.254.169.254", LOCAL);
    assert_judged("100.100.100.200", PRIVATE);
    assert_judged("192.168.1.1", PRIVATE);
    assert_judged("fd00:ec2::254", PRIVATE);
    assert_judged("8.8.8.8", NULL);
    assert_judged("2a00:1450:4001:801::200e", NULL);
}

static void test_ipv6_ranges_end_where_the_registry_ends_them(void **state) {
    (void)state;
    assert_judged("::", MACHINE);
    assert_judged("::1", MACHINE);
    assert_range(RESERVED, NULL, "100::", "1fff:ffff:ffff:ffff:ffff:ffff:ffff:ffff", "2000::");
    assert_range(RESERVED, "2000:ffff:ffff:ffff:ffff:ffff:ffff:ffff",
                 "2001:1::", "2001:1ff:ffff:ffff:ffff:ffff:ffff:ffff", "2001:200::");
    assert_range(RESERVED, "2001:db7:ffff:ffff:ffff:ffff:ffff:ffff",
                 "2001:db8::", "2001:db8:ffff:ffff:ffff:ffff:ffff:ffff", "2001:db9::");
    assert_range(RESERVED, "3ffe:ffff:ffff:ffff:ffff:ffff:ffff:ffff",
                 "3fff::", "3fff:fff:ffff:ffff:ffff:ffff:ffff:ffff", "3fff:1000::");
    assert_judged("3fff:ffff:ffff:ffff:ffff:ffff:ffff:ffff", NULL);
    assert_range(RESERVED, NULL, "4000::", "fbff:ffff:ffff:ffff:ffff:ffff:ffff:ffff", NULL);
    assert_range(PRIVATE, NULL, "fc00::", "fdff:ffff:ffff:ffff:ffff:ffff:ffff:ffff", NULL);
    assert_range(RESERVED, NULL, "fe00::", "fe7f:ffff:ffff:ffff:ffff:ffff:ffff:ffff", NULL);
    assert_range(LOCAL, NULL, "fe80::", "febf:ffff:ffff:ffff:ffff:ffff:ffff:ffff", NULL);
    assert_range(PRIVATE, NULL, "fec0::", "feff:ffff:ffff:ffff:ffff:ffff:ffff:ffff", NULL);
    assert_range(MANY, NULL, "ff00::", "ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff", NULL);
}

static void test_an_ipv4_address_inside_an_ipv6_address_counts(void **state) {
    (void)state;
    assert_range(MACHINE, "::ffff:126.255.255.255", "::ffff:127.0.0.0", "::ffff:127.255.255.255", "::ffff:128.0.0.0");
    assert_judged("::ffff:169.254.169.254", LOCAL);
    assert_judged("::ffff:0:a00:1", PRIVATE);
    assert_judged("::ffff:0:900:1", NULL);
    assert_range(PRIVATE, "::9.255.255.255", "::10.0.0.0", "::10.255.255.255", "::11.0.0.0");
    assert_judged("::2", MACHINE);
    assert_judged("64:ff9b::7f00:1", MACHINE);
    assert_judged("64:ff9b::808:808", NULL);
    assert_judged("64:ff9b:1::808:808", RESERVED);
    assert_range(PRIVATE, "2002:9ff:ffff::1", "2002:a00::", "2002:aff:ffff:ffff:ffff:ffff:ffff:ffff", "2002:b00::");
    assert_judged("2002:7f00:1::", MACHINE);
    /* Teredo: the server's address as it is, the client's with its bits turned over. */
    assert_judged("2001:0:7f00:1::", MACHINE);
    assert_judged("2001:0:808:808::80ff:fffe", MACHINE);
    assert_judged("2001:0:808:808::f7f7:f7f7", NULL);
}

static void test_what_is_no_address_of_the_net_is_of_this_machine(void **state) {
    (void)state;
    struct sockaddr_un path = {.sun_family = AF_UNIX, .sun_path = "/run/secret.sock"};
    assert_string_equal(hsy_address_judge((const struct sockaddr *)&path, sizeof path), MACHINE);
    char printed[HSY_ADDRESS_TEXT_BYTES];
    hsy_address_print((const struct sockaddr *)&path, sizeof path, printed);
    assert_string_equal(printed, "a local socket");
    struct sockaddr_in cut = {.sin_family = AF_INET, .sin_addr.s_addr = htonl(0x08080808)};
    assert_string_equal(hsy_address_judge((const struct sockaddr *)&cut, sizeof cut - 1), MACHINE);
}

/* --- Names of hosts ----------------------------------------------------------------------------------------------- */

static void assert_host(const char *name, const char *ascii) {
    hsy_buffer buffer;
    hsy_buffer_init(&buffer, NULL);
    const bool made = hsy_host_to_ascii(hsy_str_of(name), &buffer);
    assert_int_equal(made, ascii != NULL);
    if (made) assert_string((hsy_str){buffer.data, buffer.size}, ascii);
    hsy_buffer_free(&buffer);
}

static void test_a_host_may_be_named_in_any_script(void **state) {
    (void)state;
    assert_host("b\xC3\xBC"
                "cher.example",
                "xn--bcher-kva.example");
    assert_host("B\xC3\x9C"
                "CHER.Example.",
                "xn--bcher-kva.example.");
    assert_host("bu\xCC\x88"
                "cher.example",
                "xn--bcher-kva.example");
    assert_host("stra\xC3\x9F"
                "e.example",
                "xn--strae-oqa.example");
    assert_host("пример.испытание", "xn--e1afmkfd.xn--80akhbyknj4f");
    assert_host("例え。テスト", "xn--r8jz45g.xn--zckzah");
    assert_host("مثال.إختبار", "xn--mgbh0fb.xn--kgbechtv");
    assert_host("１２７.０.０.１", "127.0.0.1");
    assert_host("example.org", "example.org");
}

static void test_what_can_be_no_name_of_a_host_is_none(void **state) {
    (void)state;
    assert_host("\xFF.example", NULL);
    char name[3 * 70 + 1] = "";
    for (size_t i = 0; i < 70; i++)
        memcpy(name + 3 * i, "例", 4);
    assert_host(name, NULL);
    char longer[1500];
    memset(longer, 'x', sizeof longer - 1);
    longer[sizeof longer - 1] = '\0';
    assert_host(longer, NULL);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_ipv4_ranges_end_where_the_registry_ends_them),
        cmocka_unit_test(test_the_addresses_that_lead_to_secrets_are_no_public_ones),
        cmocka_unit_test(test_ipv6_ranges_end_where_the_registry_ends_them),
        cmocka_unit_test(test_an_ipv4_address_inside_an_ipv6_address_counts),
        cmocka_unit_test(test_what_is_no_address_of_the_net_is_of_this_machine),
        cmocka_unit_test(test_a_host_may_be_named_in_any_script),
        cmocka_unit_test(test_what_can_be_no_name_of_a_host_is_none),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
