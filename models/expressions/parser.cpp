#include "models/expressions/parser.hpp"

#include <algorithm>
#include <optional>

#include <fmt/format.h>

#include "models/expressions/lexer.hpp"

namespace models::expressions {
namespace {

/// Recursive descent; the first problem ends it.
class Parser {
 public:
  Parser(std::vector<Token> tokens, int text, const ParserLimits& limits)
      : tokens_(std::move(tokens)), limits_(limits) {
    syntax_.text = text;
  }

  std::variant<Syntax, Problem> formula() {
    syntax_.root = disjunction();
    if (!problem_ && now().word != Word::end) expect("an operator or the end of the formula");
    if (problem_) return *std::move(problem_);
    return std::move(syntax_);
  }

  std::variant<FunctionSyntax, Problem> function() {
    FunctionSyntax result;
    const bool bracket = accept("(");
    do {
      if (now().word != Word::name) {
        expect("the name of an argument");
        break;
      }
      if (std::find(result.arguments.begin(), result.arguments.end(), now().text) != result.arguments.end())
        fail(now().span, fmt::format("argument '{}' is given twice", now().text));
      result.arguments.emplace_back(now().text);
      ++at_;
    } while (bracket && accept(","));
    if (bracket && !problem_ && !accept(")")) expect("')'");
    if (!problem_ && !accept("->")) expect("'->', as in \"x -> x^2\"");
    if (problem_) return *std::move(problem_);
    auto body = formula();
    if (auto* problem = std::get_if<Problem>(&body)) return std::move(*problem);
    result.body = std::get<Syntax>(std::move(body));
    return result;
  }

 private:
  /// Counts how deep brackets, signs and powers stand within one another.
  class Deeper {
   public:
    explicit Deeper(Parser& parser) : parser_(parser) {
      if (++parser_.depth_ > parser_.limits_.depth)
        parser_.fail(parser_.now().span,
                     fmt::format("more than {} levels of brackets", parser_.limits_.depth));
    }
    ~Deeper() { --parser_.depth_; }
    Deeper(const Deeper&) = delete;
    Deeper& operator=(const Deeper&) = delete;

   private:
    Parser& parser_;
  };

  const Token& now() const { return tokens_[at_]; }
  bool is(std::string_view symbol) const { return now().word == Word::symbol && now().text == symbol; }
  bool accept(std::string_view symbol) {
    if (problem_ || !is(symbol)) return false;
    ++at_;
    return true;
  }

  void fail(Span span, std::string message, std::string note = {}) {
    if (!problem_) problem_ = Problem{syntax_.text, span, std::move(message), std::move(note)};
  }
  void expect(std::string_view what) {
    if (now().word == Word::end)
      fail(now().span, fmt::format("the formula ends where {} is expected", what));
    else
      fail(now().span, fmt::format("{} is expected, not '{}'", what, shown(now())));
  }
  static std::string_view shown(const Token& token) {
    return token.text == "&&" && token.span.length == 3 ? "and" : token.text.substr(0, 40);
  }

  int add(Node node) {
    if (static_cast<int>(syntax_.nodes.size()) >= limits_.nodes)
      fail(node.span, fmt::format("the formula has more than {} parts", limits_.nodes));
    syntax_.nodes.push_back(std::move(node));
    return static_cast<int>(syntax_.nodes.size()) - 1;
  }
  Span across(int first, int last) const {
    const auto begin = syntax_.at(first).span.begin;
    return {begin, syntax_.at(last).span.end() - begin};
  }

  /// part op part op ...: one node for the whole chain, so that long sums are not deep.
  template <typename Part>
  int chain(Form form, std::initializer_list<std::string_view> operators, Part part) {
    const int first = part();
    Node node{.form = form, .children = {first}};
    while (!problem_) {
      const auto found = std::find_if(operators.begin(), operators.end(), [&](auto op) { return is(op); });
      if (found == operators.end()) break;
      ++at_;
      node.operators += found->front();
      node.children.push_back(part());
    }
    if (problem_ || node.children.size() == 1) return first;
    node.span = across(first, node.children.back());
    return add(std::move(node));
  }

  int disjunction() {
    return chain(Form::disjunction, {"||"}, [this] { return conjunction(); });
  }
  int conjunction() {
    return chain(Form::conjunction, {"&&"}, [this] { return inversion(); });
  }
  int inversion() {
    const auto begin = now().span.begin;
    if (!accept("!")) return comparison();
    const Deeper deeper(*this);
    if (problem_) return -1;
    const int inner = inversion();
    if (problem_) return -1;
    return add({.form = Form::inversion,
                .span = {begin, syntax_.at(inner).span.end() - begin},
                .children = {inner}});
  }
  int comparison() {
    static constexpr std::string_view signs[] = {"<=", ">=", "==", "!=", "<", ">"};
    const int left = sum();
    for (const auto sign : signs) {
      const auto where = now().span;
      if (!accept(sign)) continue;
      const int right = sum();
      if (problem_) return -1;
      for (const auto again : signs)
        if (is(again)) fail(now().span, "comparisons do not chain", "write a < b and b < c");
      return add({.form = Form::comparison,
                  .span = across(left, right),
                  .name = std::string(sign),
                  .name_span = where,
                  .children = {left, right}});
    }
    return left;
  }
  int sum() {
    return chain(Form::sum, {"+", "-"}, [this] { return product(); });
  }
  int product() {
    return chain(Form::product, {"*", "/"}, [this] { return sign(); });
  }
  int sign() {
    const auto begin = now().span.begin;
    const bool minus = accept("-");
    if (!minus && !accept("+")) return power();
    const Deeper deeper(*this);
    if (problem_) return -1;
    const int inner = sign();
    if (problem_ || !minus) return inner;
    return add(
        {.form = Form::negation, .span = {begin, syntax_.at(inner).span.end() - begin}, .children = {inner}});
  }
  int power() {
    const int base = postfix();
    if (!accept("^")) return base;
    const Deeper deeper(*this);
    if (problem_) return -1;
    const int exponent = sign();
    if (problem_) return -1;
    return add({.form = Form::power, .span = across(base, exponent), .children = {base, exponent}});
  }

  int postfix() {
    int value = primary();
    while (!problem_) {
      if (accept("[")) {
        Node node{.form = Form::index, .children = {value}};
        arguments(node, "]");
        value = finish(std::move(node));
      } else if (accept(".")) {
        if (now().word != Word::name) {
          expect("a name");
          break;
        }
        Node node{.form = Form::member,
                  .name = std::string(now().text),
                  .name_span = now().span,
                  .children = {value}};
        ++at_;
        value = finish(std::move(node));
      } else {
        break;
      }
    }
    return value;
  }
  /// The node spans from its first child to the token before the present one.
  int finish(Node node) {
    if (problem_) return -1;
    const auto begin = syntax_.at(node.children.front()).span.begin;
    node.span = {begin, tokens_[at_ - 1].span.end() - begin};
    return add(std::move(node));
  }

  void arguments(Node& node, std::string_view close) {
    const Deeper deeper(*this);
    if (problem_ || accept(close)) return;
    do {
      node.children.push_back(argument());
    } while (accept(","));
    if (!problem_ && !accept(close)) expect(fmt::format("',' or '{}'", close));
  }
  int argument() {
    const int from = disjunction();
    if (!accept("..")) return from;
    const int to = sum();
    if (problem_) return -1;
    return add({.form = Form::range, .span = across(from, to), .children = {from, to}});
  }

  int primary() {
    const auto token = now();
    if (problem_) return -1;
    if (token.word == Word::number) {
      ++at_;
      return add({.form = Form::number, .span = token.span, .number = token.number});
    }
    if (token.word == Word::name) {
      ++at_;
      Node node{
          .form = Form::name, .span = token.span, .name = std::string(token.text), .name_span = token.span};
      if (!accept("(")) return add(std::move(node));
      node.form = Form::call;
      arguments(node, ")");
      if (problem_) return -1;
      node.span.length = tokens_[at_ - 1].span.end() - token.span.begin;
      return add(std::move(node));
    }
    if (accept("(")) return bracket(token.span.begin);
    expect("a number, a name or '('");
    return -1;
  }
  int bracket(int begin) {
    const Deeper deeper(*this);
    if (problem_) return -1;
    const int inner = disjunction();
    if (accept(",")) {
      Node node{.form = Form::pattern, .children = {inner}};
      do {
        node.children.push_back(disjunction());
      } while (accept(","));
      if (!problem_ && !accept(")")) expect("')'");
      if (problem_) return -1;
      node.span = {begin, tokens_[at_ - 1].span.end() - begin};
      return add(std::move(node));
    }
    if (!problem_ && !accept(")")) expect("')'");
    if (problem_) return -1;
    syntax_.nodes[static_cast<std::size_t>(inner)].span = {begin, tokens_[at_ - 1].span.end() - begin};
    return inner;
  }

  std::vector<Token> tokens_;
  std::size_t at_ = 0;
  ParserLimits limits_;
  Syntax syntax_;
  std::optional<Problem> problem_;
  int depth_ = 0;
};

std::variant<Parser, Problem> parser_of(std::string_view formula, int text, const ParserLimits& limits) {
  if (formula.size() > static_cast<std::size_t>(limits.bytes))
    return Problem{text, {0, 1}, fmt::format("the formula is longer than {} bytes", limits.bytes), {}};
  auto tokens = tokens_of(formula, text);
  if (auto* problem = std::get_if<Problem>(&tokens)) return std::move(*problem);
  auto& list = std::get<std::vector<Token>>(tokens);
  if (list.size() == 1) return Problem{text, {0, 1}, "the formula is empty", {}};
  return Parser(std::move(list), text, limits);
}

}  // namespace

std::variant<Syntax, Problem> parse(std::string_view formula, int text, const ParserLimits& limits) {
  auto parser = parser_of(formula, text, limits);
  if (auto* problem = std::get_if<Problem>(&parser)) return std::move(*problem);
  return std::get<Parser>(parser).formula();
}

std::variant<FunctionSyntax, Problem> parse_function(std::string_view formula, int text,
                                                     const ParserLimits& limits) {
  auto parser = parser_of(formula, text, limits);
  if (auto* problem = std::get_if<Problem>(&parser)) return std::move(*problem);
  return std::get<Parser>(parser).function();
}

}  // namespace models::expressions
