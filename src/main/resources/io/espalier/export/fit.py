def taps(part: int, size: int) -> Tuple[Tensor, Tensor]:
    """Which rows or columns make up each of the new ones, and by what weights."""
    scale = part / size
    reach = max(1.0, scale)
    centres = (torch.arange(size).double() + 0.5) * scale
    first = torch.floor(centres - reach).clamp(min=0)
    last = torch.ceil(centres + reach).clamp(max=part)
    count = int((last - first).max().item())
    positions = first.unsqueeze(1) + torch.arange(count).double()
    distances = (positions + 0.5 - centres.unsqueeze(1)).abs() / reach
    weights = (1 - distances).clamp(min=0)
    weights = (weights * (positions < last.unsqueeze(1)).double()).float()
    total = weights[:, 0]
    for k in range(1, count):
        total = total + weights[:, k]
    return positions.clamp(max=part - 1).long(), weights / total.unsqueeze(1)


def fit(images: Tensor, height: int, width: int) -> Tensor:
    """Images with values from 0 to 1, brought to a size as all images of the training were."""
    rows = images.size(2)
    columns = images.size(3)
    if rows == height and columns == width:
        return images
    tall = max(1, min(rows, columns * height // width))
    wide = max(1, min(columns, rows * width // height))
    top = (rows - tall) // 2
    left = (columns - wide) // 2
    levels = torch.round(images[:, :, top : top + tall, left : left + wide] * 255)
    where, weights = taps(tall, height)
    where, weights = where.to(images.device), weights.to(images.device)
    lines = torch.zeros_like(levels[:, :, 0:1])
    for k in range(weights.size(1)):
        lines = lines + weights[:, k].unsqueeze(1) * levels.index_select(2, where[:, k])
    where, weights = taps(wide, width)
    where, weights = where.to(images.device), weights.to(images.device)
    values = torch.zeros_like(lines[:, :, :, 0:1]) + 0.5
    for k in range(weights.size(1)):
        values = values + weights[:, k] * lines.index_select(3, where[:, k])
    return torch.floor(values).clamp(max=255) / 255
