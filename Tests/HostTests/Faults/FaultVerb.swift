/// A verb that changes what a rack has, and what must be there before it.
enum FaultVerb: String, CaseIterable, Sendable {
  case create, delete, restoreDeleted, purge, deleteNow, importImage, removeImage

  /// Where the bench's one VM may be.
  enum Place: Hashable, Sendable {
    case nowhere, manifest, trash
  }

  /// Where the VM is before the verb.
  var before: Place {
    switch self {
    case .create, .importImage, .removeImage: .nowhere
    case .delete, .deleteNow: .manifest
    case .restoreDeleted, .purge: .trash
    }
  }

  /// Where it may be after a disturbed run and its recovery.
  var after: Set<Place> {
    switch self {
    case .create: [.nowhere, .manifest]
    case .delete, .restoreDeleted: [.manifest, .trash]
    case .purge: [.trash, .nowhere]
    case .deleteNow: [.manifest, .trash, .nowhere]
    case .importImage, .removeImage: [.nowhere]
    }
  }

  /// Where it is when nothing disturbs the verb.
  var goal: Place {
    switch self {
    case .create, .restoreDeleted: .manifest
    case .delete: .trash
    case .purge, .deleteNow, .importImage, .removeImage: .nowhere
    }
  }
}
