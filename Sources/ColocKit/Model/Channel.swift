/// Where a conversation took place.
public enum Channel: String, Sendable, CaseIterable {
  /// The form on the web site.
  case form
  /// Electronic mail.
  case mail
  /// The Fediverse.
  case fediverse
  /// A Matrix room.
  case matrix
  /// XMPP.
  case xmpp
  /// A telephone call.
  case phone
  /// Face to face, perhaps around a drink.
  case person
}
