// models/favor/claims/society_claims.hpp
// Claims about simulated societies. C ~ U(0, 200), W ~ U(mu - 50, mu + 50), lambda = 0.02. A few seeds, and
// the number that the ledger names where the check is thorough.
#pragma once

#include "models/claims.hpp"
#include "models/favor/society_settings.hpp"

namespace models::favor {

/// Whether the trend of utility peaks inside the band of Figure 1's lines or just right of it, and moves left
/// as mu grows.
Finding judge_peaks(const SocietySettings&, const VerifyOptions&);
/// Whether utility peaks inside (0, 1): the best group of discount factors is not the last.
Finding judge_interior_peak(const SocietySettings&, const VerifyOptions&);
/// Whether groups rank by patience: high, uniform, low.
Finding judge_groups(const SocietySettings& high, const SocietySettings& uniform, const SocietySettings& low,
                     const VerifyOptions&);
/// Whether `with` earns discount factors below 1/2 between 10 and 30 % less than `without`, give or take
/// noise.
Finding judge_communication(const SocietySettings& without, const SocietySettings& with,
                            const VerifyOptions&);
/// Whether two numbers of advisors cost discount factors below 1/2 the same.
Finding judge_advisors(const SocietySettings& one, const SocietySettings& other, const VerifyOptions&);
/// Whether single deviations gain little; with provisos where many grants do not pay.
Finding judge_compatibility(const SocietySettings&, const VerifyOptions&);
/// Whether actions are those of the honest limit.
Finding judge_honesty(const SocietySettings&, const VerifyOptions&);
/// Whether untruthful actions move beliefs toward the truth.
Finding judge_correction(const SocietySettings&, const VerifyOptions&);
/// Whether `other` encounters raise mean and deviation of payoffs over `uniform` ones.
Finding judge_encounters(const SocietySettings& uniform, const SocietySettings& literal,
                         const SocietySettings& normalised, const VerifyOptions&);
/// Whether beliefs end nearer to the truth than the prior; with provisos where they stay far.
Finding judge_steady_state(const SocietySettings&, const VerifyOptions&);
/// Whether two experiments make as many points, over seeds.
Finding judge_sizes(const SocietySettings&, const SocietySettings&, const VerifyOptions&);

}  // namespace models::favor
