// Carries the precompiled header; has nothing of its own.
namespace kbroker {
extern const int precompiled_header_anchor;
const int precompiled_header_anchor = 0;
}  // namespace kbroker
