// HLA alleles: what is one, and when a typed one is the one asked for.
#include <catch2/catch.hpp>

#include "engine/domain/tissue_type.hpp"

using namespace cartwright;

TEST_CASE("An allele is a gene and one to four fields of digits") {
  for (const char* text : {"A*02", "A*02:01", "B*07:02:01", "DRB1*15:01", "A*24:02:01:02L", "A*24:09N"}) {
    INFO(text);
    CHECK(is_allele(text));
  }
  for (const char* text : {"", "A2", "A*2", "A*", "*02:01", "a*02:01", "A*02:", "A*02:1", "A*02:01:01:01:01",
                           "HLA-A*02:01", "A*0x"}) {
    INFO(text);
    CHECK_FALSE(is_allele(text));
  }
}

TEST_CASE("More fields of a typed allele say yes, fewer leave it open, others say no") {
  CHECK(is_same_allele("A*02:01", "A*02:01") == Truth::yes);
  CHECK(is_same_allele("A*02:01:01", "A*02:01") == Truth::yes);
  CHECK(is_same_allele("A*02", "A*02:01") == Truth::unknown);
  CHECK(is_same_allele("A*02:011", "A*02:01") == Truth::no);
  CHECK(is_same_allele("A*02:05", "A*02:01") == Truth::no);
  CHECK(is_same_allele("B*02:01", "A*02:01") == Truth::no);
}
