internal import ColocKit

/// The JSON of every command: `{"schema":1,"items":[…]}`.
enum Document {
  static func text(_ items: [JSONValue]) -> String {
    JSONValue.object(["schema": .int(1), "items": .array(items)]).pretty
  }
}
