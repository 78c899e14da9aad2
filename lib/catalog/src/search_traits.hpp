// What kind of API one of the catalogue is.
#pragma once

#include "kbroker/catalog/api.hpp"
#include "search_kinds.hpp"
#include "search_texts.hpp"

namespace kbroker::catalog {

struct ApiTraits {
  KindSet kinds{};      ///< of its name, and of its category where the name is silent
  KindSet spoken_of{};  ///< of its question, synonyms and allowed values as well
  bool kis = false, kiwoom = false;
  bool etf = false;
  bool everyday = false;  ///< one that people need every day
  bool realtime = false;  ///< a subscription
  bool account = false, mutates = false;
  bool ranking = false;       ///< answers with instruments in an order
  bool listing = false;       ///< answers with instruments
  bool takes_symbol = false;  ///< has a parameter for an instrument
};

ApiTraits traits_of(const Api& api, TextReader& read, const Kinds& kinds);

}  // namespace kbroker::catalog
