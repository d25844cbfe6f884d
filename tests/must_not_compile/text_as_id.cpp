// must fail with: conversion from|could not convert
#include "engine/domain/ids.hpp"

#ifdef WITHOUT_THE_MISTAKE
cartwright::TrialId trial{"NCT00000001"};
#else
cartwright::TrialId trial = std::string("NCT00000001");
#endif
