/// A language in which coloc has words for a tenant (BCP 47).
public enum Language: String, Sendable, CaseIterable {
  /// French.
  case french = "fr"
  /// English.
  case english = "en"
}
