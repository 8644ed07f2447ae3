/// One subject that `doctor` judges: facts in, findings out, nothing asked and nothing changed.
protocol Check {
  /// What it can find.
  static var codes: [FindingCode] { get }
  /// What is off; empty when nothing is.
  var findings: [Finding] { get }
}
