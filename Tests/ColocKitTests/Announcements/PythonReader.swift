import Foundation

@testable import ColocKit

/// Debian's own Python reads what coloc writes, and says what it understood as JSON.
enum PythonReader {
  static let python = "/usr/bin/python3"

  /// Whether a module is there; the reason for skipping is printed where it is not.
  static func has(_ module: String) -> Bool {
    let found = (try? ToolRunner().runNow(Program(python, ["-c", "import \(module)"])).isSuccess) ?? false
    if !found { print("skipped: python3-\(module) is not installed") }
    return found
  }

  /// Runs a script on a text; its output is one JSON object.
  static func read(_ text: String, _ script: String) throws -> [String: Any] {
    let result = try ToolRunner().runNow(Program(python, ["-c", script], input: .bytes(Array(text.utf8))))
    guard result.isSuccess else {
      throw ToolRunner.ToolFault(words: String(decoding: result.errors, as: UTF8.self))
    }
    guard let object = try JSONSerialization.jsonObject(with: Data(result.output)) as? [String: Any] else {
      throw ToolRunner.ToolFault(words: "no object")
    }
    return object
  }

  /// A mail as the email module reads it.
  static let mail = """
    import sys, json, email, email.policy
    m = email.message_from_bytes(sys.stdin.buffer.read(), policy=email.policy.default)
    parts = [p for p in m.walk() if not p.is_multipart()]
    print(json.dumps({
      "names": [k.lower() for k in m.keys()], "from": str(m["from"]), "subject": str(m["subject"]),
      "to": [a.addr_spec for a in m["to"].addresses], "date": m["date"].datetime.isoformat(),
      "id": str(m["message-id"]), "answers": str(m["in-reply-to"] or ""), "references": str(m["references"] or ""),
      "auto": str(m["auto-submitted"]), "language": str(m["content-language"]),
      "types": [p.get_content_type() for p in parts], "method": parts[-1].get_param("method") or "",
      "texts": [p.get_payload(decode=True).decode("utf-8") for p in parts],
      "defects": [str(d) for p in m.walk() for d in p.defects],
    }))
    """

  /// A calendar as the icalendar module reads it.
  static let calendar = """
    import sys, json, icalendar
    c = icalendar.Calendar.from_ical(sys.stdin.buffer.read())
    e = [x for x in c.walk("VEVENT")]
    t = lambda v: v.dt.isoformat() if v is not None else None
    print(json.dumps({
      "method": str(c.get("method") or ""), "count": len(e), "errors": [str(x) for v in e for x in v.errors],
      "uid": str(e[0]["uid"]), "start": t(e[0]["dtstart"]), "end": t(e[0].get("dtend")),
      "stamp": t(e[0]["dtstamp"]), "sequence": int(e[0]["sequence"]), "status": str(e[0]["status"]),
      "summary": str(e[0]["summary"]), "description": str(e[0]["description"]),
      "organizer": str(e[0].get("organizer") or ""), "attendees": "attendee" in e[0],
      "cn": str(e[0]["organizer"].params["CN"]) if "organizer" in e[0] else "",
    }))
    """
}
