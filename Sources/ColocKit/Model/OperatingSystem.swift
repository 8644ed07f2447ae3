/// A distribution that coloc has a template for.
public enum OperatingSystem: String, Sendable, CaseIterable {
  /// Debian GNU/Linux.
  case debian
  /// Alpine Linux.
  case alpine
}
