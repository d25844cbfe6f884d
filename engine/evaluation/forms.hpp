// One function a form of test; evaluate_test chooses among them.
#pragma once

#include "engine/criteria/test.hpp"
#include "engine/evaluation/case.hpp"
#include "engine/evaluation/finding.hpp"

namespace cartwright {

Finding find(const criteria::NumberTest& test, const Case& of);
Finding find(const criteria::AntigenStateTest& test, const Case& of);

Finding find(const criteria::ElapsedTest& test, const Case& of);
Finding find(const criteria::WashoutTest& test, const Case& of);

Finding find(const criteria::ExposureTest& test, const Case& of);
Finding find(const criteria::RefractoryTest& test, const Case& of);
Finding find(const criteria::IntolerantTest& test, const Case& of);
Finding find(const criteria::BestResponseTest& test, const Case& of);
Finding find(const criteria::LastTherapyTest& test, const Case& of);
Finding find(const criteria::ProgressedTest& test, const Case& of);
Finding find(const criteria::RelapsedTest& test, const Case& of);
Finding find(const criteria::TransplantTest& test, const Case& of);

Finding find(const criteria::EmdTest& test, const Case& of);
Finding find(const criteria::CnsTest& test, const Case& of);
Finding find(const criteria::PclTest& test, const Case& of);
Finding find(const criteria::WordTest& test, const Case& of);
Finding find(const criteria::MarkerTest& test, const Case& of);

Finding find(const criteria::ConditionTest& test, const Case& of);
Finding find(const criteria::ActiveInfectionTest& test, const Case& of);
Finding find(const criteria::InfectionResultTest& test, const Case& of);
Finding find(const criteria::SupportTest& test, const Case& of);
Finding find(const criteria::SteroidTest& test, const Case& of);
Finding find(const criteria::PersonTest& test, const Case& of);

Finding find(const criteria::ProgressedOnTest& test, const Case& of);
Finding find(const criteria::ProgressedEarlyTest& test, const Case& of);
Finding find(const criteria::TrendTest& test, const Case& of);
Finding find(const criteria::CurrentResponseTest& test, const Case& of);
Finding find(const criteria::EcogDueToTest& test, const Case& of);
Finding find(const criteria::ResidualDiseaseTest& test, const Case& of);
Finding find(const criteria::HlaTest& test, const Case& of);

} // namespace cartwright
