// tests/solvers/scalars/complex_ball_test.cpp: the demand for analyticity goes through every operation.
#include "solvers/scalars/complex_ball.hpp"

#include <catch2/catch.hpp>

using solvers::Ball, solvers::ComplexBall;

TEST_CASE("the mark of analyticity goes through every operation", "[scalars][proof]") {
  acb_t box;  // [-1, 1] + [-1, 1] i
  acb_init(box);
  mag_one(arb_radref(acb_realref(box))), mag_one(arb_radref(acb_imagref(box)));
  const ComplexBall marked = ComplexBall::argument(box, true), plain = ComplexBall::argument(box, false);
  acb_clear(box);
  for (const ComplexBall& x : {marked + 1, 1 - marked, 2 * marked, marked / 2, -marked, +marked, exp(marked),
                               expm1(marked), sin(marked), cos(marked), tanh(marked), erfc(marked),
                               pow(marked, 3), inverse(marked + 5), ComplexBall(marked)})
    CHECK(x.must_be_analytic());
  for (const ComplexBall& x :
       {sqrt(marked), log(marked), abs(marked), max(marked, ComplexBall(0)), min(ComplexBall(0), marked),
        pow(marked, 0.5), log1p(marked * 2), atan(2 * marked), sqrt(exp(marked) - 1)})
    CHECK_FALSE(x.is_finite());
  for (const ComplexBall& x :
       {sqrt(plain), abs(plain), max(plain, ComplexBall(0)), sqrt(marked + 5), log(marked + 5),
        abs(marked + 5), max(marked, ComplexBall(5)), log1p(marked + 5), atan(marked / 4)})
    CHECK(x.is_finite());
  CHECK_FALSE(marked.real().is_finite());
  CHECK_FALSE(marked.imaginary().is_finite());
  CHECK(contains(plain.real(), 0.5));
}

TEST_CASE("erfc encloses its values", "[scalars][proof]") {
  // DLMF 7.2.2; digits by mpmath, mp.dps = 30
  CHECK(erfc(ComplexBall(Ball(0.5))).real().midpoint() == Approx(0.47950012218695346).epsilon(1e-15));
  CHECK(erfc(ComplexBall(Ball(5))).real().midpoint() == Approx(1.5374597944280349e-12).epsilon(1e-15));
  CHECK(erfc(ComplexBall(Ball(5))).real().radius() < 1e-24);
}
